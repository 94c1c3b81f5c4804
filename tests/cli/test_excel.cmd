convstat test ../../datasets/excel_export_utf16.csv
