BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Get-ServiceDefinition' {
    It 'reads one that ships by its name, and knows its file' {
        $service = Get-ServiceDefinition packit
        $service | Should -BeOfType ServiceGuru.Services.ServiceDefinition
        $service.Path | Should -Exist
        $service.Repositories.Name | Should -Contain 'packit-service'
    }

    It 'reads from the pipeline, relative to the location' {
        Set-Content (Join-Path $TestDrive one.yaml) 'name: one'
        Push-Location $TestDrive
        try { ('one.yaml' | Get-ServiceDefinition).Name | Should -Be 'one' } finally { Pop-Location }
    }

    It 'reads service.yaml at the location by itself' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive default)
        Set-Content (Join-Path $folder service.yaml) 'name: here'
        Push-Location $folder
        try { (Get-ServiceDefinition).Name | Should -Be 'here' } finally { Pop-Location }
    }

    It 'goes on after one that is not there' {
        $found = Get-ServiceDefinition nowhere, packit -ErrorAction SilentlyContinue -ErrorVariable failed
        $found.Name | Should -Be 'packit'
        $failed.FullyQualifiedErrorId | Should -Be 'ServiceNotFound,ServiceGuru.Commands.GetServiceDefinitionCommand'
        $failed.TargetObject | Should -Be 'nowhere'
        $failed.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'lists what ships' {
        (Get-ServiceDefinition -ListAvailable).Name | Should -Contain 'packit'
    }

    It 'gives an object that other cmdlets take for -Service' {
        $service = Get-ServiceDefinition packit
        { Move-StableBranch -Service $service -Repository nope -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId '*,ServiceGuru.Commands.MoveStableBranchCommand'
    }
}

Describe 'The place of a service or a runbook' {
    BeforeAll {
        $null = New-PSDrive there FileSystem $TestDrive -Scope Global
        $files = Get-PSProvider FileSystem
        $before = $files.Home
        $files.Home = "$TestDrive"
        Set-Content there:/drive.yaml 'name: drive'
        Set-Content there:/book.yaml "name: book`nsteps:`n  - { id: say, uses: notice/message, with: { text: Hello } }"
        $none = 'UnknownRepository,ServiceGuru.Commands.MoveStableBranchCommand'
    }
    AfterAll {
        $files.Home = $before
        Remove-PSDrive there -Scope Global
    }

    It 'may be on a drive of PowerShell, or at home: <_>' -ForEach 'there:/', 'THERE:', '~/', 'FileSystem::' {
        $place = if ($_ -eq 'FileSystem::') { "FileSystem::$TestDrive/" } else { $_ }
        (Get-ServiceDefinition "${place}drive.yaml").Path | Should -Be (Join-Path $TestDrive drive.yaml)
        Test-ServiceDefinition "${place}drive.yaml" -Quiet | Should -BeTrue
        { Test-Runbook "${place}book.yaml" -Quiet } | Should -Not -Throw
        { Move-StableBranch nope -Service "${place}drive.yaml" -WhatIf } | Should -Throw -ErrorId $none
        { Invoke-Runbook "${place}book.yaml" -Service "${place}drive.yaml" -Plan "${place}none.json" } | Should -Throw "*$(Join-Path $TestDrive none.json)*" -ErrorId 'PlanNotFound,*'
    }

    It 'is found from the last folder where the location is none, and names stay names' {
        Push-Location $TestDrive
        Push-Location Env:
        try {
            (Get-ServiceDefinition ./drive.yaml).Name | Should -Be 'drive'
            (Get-ServiceDefinition packit).Name | Should -Be 'packit'
            { Get-ServiceDefinition nodrive:/drive.yaml } | Should -Throw -ErrorId 'ServiceNotFound,*'
            { Get-ServiceDefinition Env:/PATH } | Should -Throw -ErrorId 'ServiceNotFound,*'
        }
        finally {
            Pop-Location
            Pop-Location
        }
    }

    It 'may be a file, as New-ServiceDefinition gives it' {
        $file = New-ServiceDefinition made there:/made.yaml
        { Move-StableBranch nope -Service $file -WhatIf } | Should -Throw -ErrorId $none
    }

    It 'a repository is named by itself, too' {
        $repositories = (Get-ServiceDefinition packit).Repositories
        $failed = { $repositories | Move-StableBranch -Service ~/drive.yaml -WhatIf } | Should -Throw -ErrorId $none -PassThru
        "$failed" | Should -BeLike "*$($repositories[0].Name)*"
        "$failed" | Should -Not -BeLike '*RepositoryDefinition*'
        { Move-StableBranch $repositories -Service ~/drive.yaml -WhatIf } | Should -Throw "*'$($repositories[0].Name)'*" -ErrorId $none
    }
}

Describe 'Test-ServiceDefinition' {
    It 'tells every mistake with its place' {
        Set-Content (Join-Path $TestDrive bad.yaml) "name: Bad`nfoo: 1`nrepositories:`n  - name: a"
        $check = Test-ServiceDefinition (Join-Path $TestDrive bad.yaml)
        $check.Valid | Should -BeFalse
        $check.Diagnostics.Id | Should -Be @('InvalidName', 'UnknownKey', 'MissingKey')
        $check.Diagnostics[1].Position.Line | Should -Be 2
    }

    It 'says yes to what is right' {
        Test-ServiceDefinition packit -Quiet | Should -BeTrue
        (Test-ServiceDefinition packit).Diagnostics | Should -BeNullOrEmpty
    }

    It 'takes files from the pipeline' {
        Set-Content (Join-Path $TestDrive good.yaml) 'name: good'
        (Get-Item (Join-Path $TestDrive good.yaml) | Test-ServiceDefinition).Valid | Should -BeTrue
    }
}

Describe 'A wrong definition' {
    It 'ends a cmdlet that needs it, with an id' {
        Set-Content (Join-Path $TestDrive bad.yaml) 'name: Bad'
        { Get-ImageStatus -Service (Join-Path $TestDrive bad.yaml) } | Should -Throw -ErrorId 'InvalidDefinition,ServiceGuru.Commands.GetImageStatusCommand'
    }

    It 'is named when there is none at all' {
        Push-Location $TestDrive
        try { { Get-ImageStatus } | Should -Throw -ErrorId 'ServiceNotFound,ServiceGuru.Commands.GetImageStatusCommand' } finally { Pop-Location }
    }
}

Describe 'New-ServiceDefinition' {
    BeforeEach { $null = New-Item (Join-Path $TestDrive 'My Shop') -ItemType Directory -Force; Push-Location (Join-Path $TestDrive 'My Shop') }
    AfterEach { Pop-Location; Remove-Item (Join-Path $TestDrive 'My Shop') -Recurse }

    It 'writes a valid definition that is called as the folder' {
        $file = New-ServiceDefinition
        $file | Should -BeOfType System.IO.FileInfo
        $file.FullName | Should -Be (Join-Path $PWD service.yaml)
        (Get-ServiceDefinition).Name | Should -Be my-shop
    }

    It 'takes a name and a file, and leaves a file that is there' {
        $file = New-ServiceDefinition shop -Path other.yaml
        (Get-ServiceDefinition $file.FullName).Name | Should -Be shop
        { New-ServiceDefinition again -Path other.yaml } | Should -Throw -ErrorId 'FileExists,*'
        (Get-ServiceDefinition $file.FullName).Name | Should -Be shop
    }

    It 'refuses a name that can be none, and a folder that is not there' {
        { New-ServiceDefinition 'My Shop' } | Should -Throw -ErrorId 'InvalidName,*'
        { New-ServiceDefinition shop -Path none/service.yaml } | Should -Throw -ErrorId 'FileNotWritten,*'
        Get-ChildItem | Should -BeNullOrEmpty
    }
}
