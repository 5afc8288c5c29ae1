# Installs dist/*-setup.exe silently, tries the installed program, uninstalls it, and fails where anything is left.
$ErrorActionPreference = "Stop"
$installer = Get-Item dist/*-setup.exe
$program = Join-Path $env:LOCALAPPDATA "Programs\target-desk"
$entry = "HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\TargetDesk"

function Complete([string] $file, [string[]] $arguments) {
    $ended = Start-Process $file -ArgumentList $arguments -Wait -PassThru
    if ($ended.ExitCode -ne 0) { throw "$file ended with $($ended.ExitCode)" }
}

Complete $installer.FullName @("/S")
if (-not (Test-Path $entry)) { throw "not among the installed programs" }
& (Join-Path $program "target-desk.exe") --smoke
if ($LASTEXITCODE -ne 0) { throw "the installed program ended with $LASTEXITCODE" }
Complete (Join-Path $program "uninstall.exe") @("/S")
# The uninstaller goes on in a copy of itself.
foreach ($second in 1..60) { if (Test-Path $program) { Start-Sleep 1 } }
if (Test-Path $program) { throw "left: $(Get-ChildItem -Recurse $program)" }
foreach ($key in $entry, "HKCU:\Software\Classes\.tdesk", "HKCU:\Software\Classes\TargetDesk.Ledger") {
    if (Test-Path $key) { throw "left: $key" }
}
