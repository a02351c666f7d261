"""How a sheet looks: on paper, and on a screen as on paper."""

from __future__ import annotations

#: Print first: what is shown on a screen is the paper.
STYLE = """
@page{size:A4;margin:14mm 14mm 16mm}
@page wallet{size:A4;margin:8mm 10mm 12mm}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0 auto;max-width:190mm;padding:4mm;color:#000;background:#fff;
font:10pt/1.35 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",Arial,sans-serif}
h1{font-size:17pt;line-height:1.15;margin:0 0 1mm}
h2{font-size:11pt;margin:4mm 0 1mm}
p{margin:0 0 1mm}
ul{margin:0 0 1mm;padding-left:5mm}
a{color:inherit;text-decoration:none;overflow-wrap:anywhere}
header p{font-weight:600}
.warnings{border:.6mm solid #000;padding:2mm 3mm;margin:3mm 0}
.loud{font-weight:700}
.legend ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:1mm 5mm}
.known{margin:2mm 0 3mm}
.badge{display:inline-block;white-space:nowrap;border:.3mm solid #000;border-radius:1mm;
padding:0 1.4mm;font-size:.9em;font-weight:700}
.badge i{font-style:normal}
.red{background:#a40e26;color:#fff}
.orange{background:#ffb35c}
.yellow{background:#ffe066}
.none{font-weight:400;border-style:dotted}
table{width:100%;border-collapse:collapse}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{border-bottom:.2mm solid #777;padding:1.2mm 1.5mm;text-align:left;vertical-align:top}
thead th{border-bottom:.5mm solid #000}
table{table-layout:fixed}
thead th:first-child{width:17%}
thead th:nth-child(2){width:25%}
thead th:last-child{width:15%}
tbody th{overflow-wrap:anywhere}
.dense thead th:first-child,.dense thead th:last-child{width:13%}
.dense table{font-size:8pt;line-height:1.25}
.dense td,.dense tbody th{padding:.6mm 1mm}
.dense td p,.dense td ul,.dense td li{display:inline;padding:0}
.dense td li+li::before{content:"; "}
.dense td ul::before{content:" "}
.dense td ul+p::before,.dense td p+p::before{content:"\\a";white-space:pre}
small,.small{font-size:.85em;font-weight:400}
.sign{padding:0 1.4mm}
.sources ol{padding-left:8mm;font-size:8pt;line-height:1.3}
.sources li{break-inside:avoid;margin-bottom:.6mm}
.wallet{page:wallet;break-before:page;font-size:6.8pt;line-height:1.25}
.wallet:first-child{break-before:auto}
.wallet::after{content:"";display:block;clear:both}
.wallet .how{font-size:8pt}
.wallet h2{font-size:9pt;line-height:1.15;margin:0 0 1mm}
.wallet p{margin:0 0 .6mm}
.wallet .badge{padding:0 .6mm;border-width:.15mm;border-radius:.5mm;font-size:.88em;line-height:1}
.strip{float:left;width:86mm;border:.3mm solid #000;margin:0 4mm 4mm 0}
.strip+.strip{margin-right:0}
.panel{min-height:53.5mm;padding:2.5mm 3mm}
.panel+.panel{border-top:.25mm dashed #000}
@media screen{.wallet{margin-top:10mm;border-top:.3mm solid #777;padding-top:4mm}
td:last-child a{display:inline-block;min-width:24px;line-height:24px;text-align:center}}
@media print{body{max-width:none;padding:0}}
"""
