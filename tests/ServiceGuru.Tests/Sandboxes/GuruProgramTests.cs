using System.Text.Json;
using ServiceGuru.Operations;
using ServiceGuru.Sandboxes;

namespace ServiceGuru.Tests.Sandboxes;

public sealed class GuruProgramTests
{
    [Fact]
    public void The_result_of_an_answer_is_given()
    {
        JsonElement result = GuruProgram.Read("""{ "status": "succeeded", "exitCode": 0, "result": { "pid": 7 } }""", string.Empty, 0);

        result.GetProperty("pid").GetInt32().ShouldBe(7);
    }

    [Fact]
    public void A_failure_of_guru_keeps_its_id_and_next_action()
    {
        string answer = """{ "status": "failed", "exitCode": 2, "failure": { "id": "FolderInUse", "kind": "usage", "message": "In use.", "nextAction": "Take another." } }""";

        Failure failure = Should.Throw<GuruException>(() => GuruProgram.Read(answer, string.Empty, 2)).Failure;

        failure.Id.ShouldBe("FolderInUse");
        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.NextAction.ShouldBe("Take another.");
    }

    [Fact]
    public void A_runtime_that_is_not_installed_is_named_with_where_to_get_it()
    {
        string error = "You must install or update .NET to run this application.\nFramework: 'Microsoft.AspNetCore.App', version '10.0.0' (x64)";

        Failure failure = Should.Throw<GuruException>(() => GuruProgram.Read(string.Empty, error, 150)).Failure;

        failure.Id.ShouldBe("RuntimeMissing");
        failure.NextAction!.ShouldContain("https://dotnet.microsoft.com/download");
        failure.Evidence.ShouldContain(line => line.Contains("Microsoft.AspNetCore.App"));
    }

    [Fact]
    public void What_is_no_answer_is_told_with_what_was_said()
    {
        Failure failure = Should.Throw<GuruException>(() => GuruProgram.Read("Segmentation fault", string.Empty, 139)).Failure;

        failure.Id.ShouldBe("GuruFailed");
        failure.Message.ShouldContain("139");
        failure.Evidence.ShouldBe(["Segmentation fault"]);
    }

    [Fact]
    public async Task A_module_without_guru_says_so()
    {
        using TemporaryFolder folder = new();
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        await File.WriteAllTextAsync(Path.Combine(folder.Path, name), string.Empty);
        GuruProgram guru = new(folder.Path, variable => variable == "DOTNET_ROOT" ? folder.Path : null);

        Failure failure = (await Should.ThrowAsync<GuruException>(guru.RunAsync(["sandbox"], CancellationToken.None))).Failure;

        failure.Id.ShouldBe("GuruMissing");
    }

    [Fact]
    public async Task A_machine_without_dotnet_says_so()
    {
        GuruProgram guru = new(Path.GetTempPath(), _ => null);

        Failure failure = (await Should.ThrowAsync<GuruException>(guru.RunAsync(["sandbox"], CancellationToken.None))).Failure;

        failure.Id.ShouldBe("DotNetMissing");
        failure.NextAction!.ShouldContain("DOTNET_ROOT");
    }
}
