// Empty in the newest version. When a newer one is published, this file is written over in the
// older ones, so that they say of themselves that they have been replaced.
