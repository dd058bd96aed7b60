# The loader goes into the default load context, ServiceGuru itself into its own: see src/ServiceGuru.Loader.
# Every line here is in everybody's way, so what costs time is left to the cases that need it: Add-Type would load a
# compiler, looking for a type by name would search every loaded assembly.
$loader = [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0', 'ServiceGuru.Loader.dll')
$assembly = try { [System.Reflection.Assembly]::LoadFrom($loader) } catch [System.IO.FileLoadException] { $null }
if (-not $assembly -or $assembly.Location -ne $loader) {
    $loaded = ('ServiceGuru.Loader.LoadContext' -as [type]).Assembly.Location
    if (-not $loaded) { throw "'$loader' can't be loaded. Is the module complete? Install it again." }
    throw "ServiceGuru was already loaded from '$([System.IO.Path]::GetDirectoryName($loaded))', and a process holds only one. Start a new pwsh to use the one in '$PSScriptRoot'."
}

$context = $assembly.GetType('ServiceGuru.Loader.LoadContext', $true)
if (-not $context::IsInitialized) {
    Import-Module -Assembly $context::Initialize()
    return
}

# Import-Module -Force finds the assembly's module loaded and forgets to export it again
# (https://github.com/PowerShell/PowerShell/issues/20710).
$inner = Import-Module -Assembly $context::Initialize() -PassThru
$export = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
    $null = $export.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
}
