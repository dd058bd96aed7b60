using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Promises;

namespace ServiceGuru.Sessions;

public sealed class PlanFileTests : IDisposable
{
    private readonly TestBench _bench = new();

    private string File => Path.Combine(_bench.Folder, "plan.json");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_plan_is_read_as_it_was_written()
    {
        PlanDocument plan = await WriteAsync();

        PlanDocument read = await PlanFile.ReadAsync(File, CancellationToken.None);

        read.Hash.ShouldBe(plan.Hash);
        read.ComputeHash().ShouldBe(plan.Hash);
        read.Steps.Single().Changes.Single().Summary.ShouldBe("a:  -> 1");
        (await PlanFile.FindAsync("plan.json", _bench.Folder, CancellationToken.None)).Document!.Hash.ShouldBe(plan.Hash);
    }

    [Theory]
    [InlineData("not json", "NotAPlan")]
    [InlineData("", "NotAPlan")]
    [InlineData("{}", "NotAPlan")]
    [InlineData("[1]", "NotAPlan")]
    [InlineData("""{ "document": 1 }""", "NotAPlan")]
    [InlineData("""{ "document": "serviceguru-plan", "version": 2 }""", "NotAPlan")]
    [InlineData("""{ "document": "serviceguru-plan", "version": 1 }""", "PlanDamaged")]
    [InlineData("""{ "document": "serviceguru-plan", "version": 1, "hash": "a", "runbook": "a", "runbookHash": "a", "service": "a", "steps": null }""", "PlanDamaged")]
    [InlineData("""{ "document": "serviceguru-plan", "version": 1, "hash": "a", "runbook": "a", "runbookHash": "a", "service": "a", "steps": [null] }""", "PlanDamaged")]
    public async Task What_is_no_plan_is_refused(string text, string id)
    {
        await System.IO.File.WriteAllTextAsync(File, text);

        (await RefusedAsync(() => PlanFile.ReadAsync(File, CancellationToken.None))).ShouldBe(id);
    }

    [Fact]
    public async Task A_plan_that_was_torn_or_changed_is_refused()
    {
        await WriteAsync();
        string text = await System.IO.File.ReadAllTextAsync(File);
        foreach (string damaged in new[] { text[..^20], text.Replace("\"to\": \"1\"", "\"to\": \"2\"", StringComparison.Ordinal), text.Replace("\"service\": \"test\"", "\"service\": \"test\", \"more\": 1", StringComparison.Ordinal) })
        {
            damaged.ShouldNotBe(text);
            await System.IO.File.WriteAllTextAsync(File, damaged);

            (await RefusedAsync(() => PlanFile.ReadAsync(File, CancellationToken.None))).ShouldBe("PlanDamaged");
        }
    }

    [Fact]
    public async Task A_file_too_large_or_not_there_is_refused()
    {
        using (FileStream large = System.IO.File.Create(File))
        {
            large.SetLength(65 * 1024 * 1024);
        }

        (await RefusedAsync(() => PlanFile.ReadAsync(File, CancellationToken.None))).ShouldBe("PlanUnreadable");
        (await RefusedAsync(() => PlanFile.FindAsync("nowhere.json", _bench.Folder, CancellationToken.None))).ShouldBe("PlanNotFound");
        (await RefusedAsync(() => PlanFile.FindAsync("abcdef0123", _bench.Folder, CancellationToken.None))).ShouldBe("PlanNotFound");
        (await PlanFile.FindAsync(new string('A', 64), _bench.Folder, CancellationToken.None)).Hash.ShouldBe(new string('a', 64));
    }

    [Fact]
    public async Task Only_another_plan_is_overwritten()
    {
        PlanDocument plan = await WriteAsync();
        await PlanFile.WriteAsync(File, plan, CancellationToken.None);
        await System.IO.File.WriteAllTextAsync(File, "name: my-runbook\n");

        (await RefusedAsync(() => PlanFile.WriteAsync(File, plan, CancellationToken.None))).ShouldBe("NotAPlan");
        (await RefusedAsync(() => PlanFile.WriteAsync(_bench.Folder, plan, CancellationToken.None))).ShouldBe("NotAPlan");

        (await System.IO.File.ReadAllTextAsync(File)).ShouldBe("name: my-runbook\n");
    }

    private async Task<PlanDocument> WriteAsync()
    {
        Runbook runbook = _bench.Read("""
            name: one
            parameters: { text: { default: "<é>" }, number: { type: integer, default: 7 } }
            steps: [ { id: set, uses: test/set, with: { values: { a: "1" } } } ]
            """);
        PlanDocument plan = (await _bench.Session().PlanRunAsync(runbook, _bench.Options, SilentProgress.Instance, CancellationToken.None)).ToDocument();
        await PlanFile.WriteAsync(File, plan, CancellationToken.None);
        return plan;
    }

    private static async Task<string> RefusedAsync(Func<Task> act)
    {
        Failure failure = (await Should.ThrowAsync<GuruException>(act)).Failure;
        failure.Kind.ShouldBe(FailureKind.Usage);
        return failure.Id;
    }
}
