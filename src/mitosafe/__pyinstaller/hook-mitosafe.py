"""What PyInstaller cannot see: the data files, and the modules that the door imports by name."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("mitosafe")
hiddenimports = collect_submodules("mitosafe", on_error="ignore")
