# Lets Word lay out one file as PDF: no macros, no questions, nothing saved.
$ErrorActionPreference = 'Stop'
$before = @(Get-Process WINWORD -ErrorAction SilentlyContinue | ForEach-Object { $_.Id })
$word = New-Object -ComObject Word.Application
try {
    Get-Process WINWORD | Where-Object { $before -notcontains $_.Id } |
        Select-Object -First 1 | ForEach-Object { Set-Content -Path $env:SOKIEMTRA_WORD_ID -Value $_.Id -Encoding Ascii }
    $word.Visible = $false
    $word.DisplayAlerts = 0
    $word.AutomationSecurity = 3
    $document = $word.Documents.Open($env:SOKIEMTRA_SOURCE, $false, $true, $false)
    $document.ExportAsFixedFormat($env:SOKIEMTRA_TARGET, 17)
    $document.Close(0)
} finally {
    $word.Quit(0)
    [void][Runtime.InteropServices.Marshal]::ReleaseComObject($word)
}
