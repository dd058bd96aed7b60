# The loader goes into the default load context, ServiceGuru itself into its own: see src/ServiceGuru.Loader.
using namespace System.IO
using namespace System.Management.Automation
using namespace System.Reflection

$loader = [Path]::Combine($PSScriptRoot, 'bin', 'net8.0', 'ServiceGuru.Loader.dll')
$context = 'ServiceGuru.Loader.LoadContext' -as [type]
if (-not $context) {
    # Add-Type would load a compiler first; this is three times as fast.
    $context = [Assembly]::LoadFrom($loader).GetType('ServiceGuru.Loader.LoadContext', $true)
}
elseif ($context.Assembly.Location -ne $loader) {
    throw "ServiceGuru was already loaded from '$([Path]::GetDirectoryName($context.Assembly.Location))', and a process holds only one. Start a new pwsh to use the one in '$PSScriptRoot'."
}

$inner = Import-Module -Assembly $context::Initialize() -PassThru

# Import-Module -Force finds the assembly's module loaded and forgets to export it again
# (https://github.com/PowerShell/PowerShell/issues/20710).
$export = [PSModuleInfo].GetMethod('AddExportedCmdlet', [BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
    $null = $export.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
}
