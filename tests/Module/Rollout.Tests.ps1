BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'A production that was deployed' {
    BeforeAll {
        $sandbox = Start-Sandbox (Join-Path $TestDrive deployed) -Speed 1000
        Push-Location $TestDrive
    }
    AfterAll {
        Pop-Location
        Stop-Sandbox
    }

    It 'Wait-Rollout gives every workload at once where nothing is under way' {
        $workloads = Wait-Rollout
        $workloads.Finished | Should -Not -Contain $false
        $workloads.Name | Should -Contain 'packit-worker-long-running'
        $workloads | Out-String | Should -Match 'packit-service +Deployment +1/1'
        (Wait-Rollout stg -ImageStream packit-worker -Timeout 5m).Name | Should -Contain 'packit-service-beat'
    }

    It 'a pod that is not stuck, or not there, is refused' {
        Remove-StuckPod packit-worker-long-running-0 -Force -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed.FullyQualifiedErrorId | Should -Be 'PodNotStuck,ServiceGuru.Commands.RemoveStuckPodCommand'
        Remove-StuckPod nobody -Force -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable missing
        $missing.FullyQualifiedErrorId | Should -Be 'PodNotFound,ServiceGuru.Commands.RemoveStuckPodCommand'
        { Undo-ProdDeployment nothing -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownImageStream,*'
        { Wait-Rollout nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownEnvironment,*'
        Get-Effect $sandbox | Should -BeNullOrEmpty
    }

    It 'goes back to the images from before, stays there, and goes on when told to' {
        $report = Undo-ProdDeployment packit-worker -Reason 'all jobs fail' -Force -Confirm:$false -PassThru
        $report.Images.Reverted | Should -Be $true
        $report.Workloads.Finished | Should -Not -Contain $false
        $report | Out-String | Should -Match 'packit-worker:prod +sha256:\w{12} -> sha256:\w{12} +reverted'

        Invoke-ProdImport -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable refused
        $refused.FullyQualifiedErrorId | Should -Be 'PreviousDeploymentReverted,ServiceGuru.Commands.InvokeProdImportCommand'
        "$refused" | Should -Match 'all jobs fail'

        $import = Invoke-ProdImport packit-worker -AfterRevert -Force -Confirm:$false -PassThru
        $import.Images.To | Should -Be $report.Images.From
        (Get-Effect $sandbox).action | Should -Be @('update', 'update', 'imagestreamimport')
    }
}

Describe 'A production in trouble' {
    AfterEach { Stop-Sandbox }

    It 'gets rid of pods that hang when images are imported again' {
        $sandbox = Start-Sandbox (Join-Path $TestDrive stuck) -Speed 1000 -Fault rollout-stuck-statefulset
        Wait-Rollout -ErrorAction SilentlyContinue -ErrorVariable failed | Out-Null
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'Invoke-ProdImport -Environment prod -Again'

        Invoke-ProdImport -Again -Force -Confirm:$false
        (Get-Effect $sandbox | Where-Object action -EQ 'delete-pod').target | Should -Match 'packit-worker-long-running-0$'
        (Wait-Rollout).Finished | Should -Not -Contain $false
    }
}
