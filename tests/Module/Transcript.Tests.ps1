BeforeDiscovery {
    $pages = @(Get-ChildItem "$PSScriptRoot/../../docs/*.md" | Where-Object { (Get-Content $_ -Raw) -match '(?m)^```console\r?\nPS> ' } | ForEach-Object { @{ Name = $_.Name; Page = $_.FullName } })
}

Describe 'Transcripts in docs' {
    It '<Name> is what its commands say' -ForEach $pages {
        function Get-Shape {
            # Which commands say something, and what heads it: what they say has other names, hashes, times and orders.
            param([string] $File)

            $command = ''
            foreach ($line in Get-Content $File) {
                if ($line.StartsWith('PS> ')) { $command = $line; $line }
                elseif ($line.StartsWith('WARNING: ')) { }
                elseif ($command -and $line -and -not $line.StartsWith('```')) { '  ' + ($line -replace '\s*[\d:].*$' -replace '\s+', ' '); $command = '' }
                else { $command = '' }
            }
        }

        $again = Join-Path $TestDrive $Name
        & "$PSScriptRoot/Update-Transcript.ps1" -Path $Page -Destination $again
        @(Compare-Object (Get-Shape $Page) (Get-Shape $again) | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }) | Should -BeNullOrEmpty -Because 'tests/Module/Update-Transcript.ps1 writes the page anew'
        (Get-Content $again -Raw) | Should -Not -Match ([regex]::Escape([System.IO.Path]::GetTempPath()))
    }
}
