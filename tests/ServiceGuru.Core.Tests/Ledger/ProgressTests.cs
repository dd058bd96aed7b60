using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

public sealed class ProgressTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_without_progress_has_none()
    {
        RunState run = await _bench.RunAsync("{ name: x, steps: [ { id: ask, uses: test/query, with: {} } ] }".Replace("test/query", _bench.Query.Id));

        (await _bench.Journal.ReadProgressAsync(run.Id, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_newest_lines_are_kept_and_a_torn_one_is_left_out()
    {
        RunState run = await _bench.RunAsync("{ name: x, steps: [ { id: ask, uses: test/query, with: {} } ] }".Replace("test/query", _bench.Query.Id));
        string file = Path.Combine(_bench.Folder, "runs", run.Id, "progress.jsonl");
        await using (IRunWriter writer = await _bench.Journal.OpenAsync(run.Id, CancellationToken.None))
        {
            for (int batch = 0; batch < 30; batch++)
            {
                await writer.TellAsync([.. Enumerable.Range(batch * 200, 200).Select(number => new ProgressLine(_bench.Time.GetUtcNow(), "ask", $"line {number} {new string('x', 60)}", 0.5))], CancellationToken.None);
            }
        }

        await File.AppendAllTextAsync(file, "{\"time\":\"2026");

        IReadOnlyList<ProgressLine> lines = await _bench.Journal.ReadProgressAsync(run.Id, CancellationToken.None);

        lines.Count.ShouldBe(499);
        lines[^1].Message.ShouldStartWith("line 5999 ");
        new FileInfo(file).Length.ShouldBeLessThan(512 * 1024);
    }
}
