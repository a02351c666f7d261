"""FHIR in, FHIR out."""
