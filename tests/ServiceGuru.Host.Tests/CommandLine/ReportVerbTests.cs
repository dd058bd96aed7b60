using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.CommandLine;

public sealed class ReportVerbTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_report_goes_into_the_current_folder_and_replaces_nothing_unasked()
    {
        string id = await RecordAsync();
        string file = Path.Combine(_host.Folder, $"run-{id}.html");

        (await _host.RunAsync("report", id)).ShouldBe(0);
        _host.Out.ShouldContain(file);
        (await File.ReadAllTextAsync(file)).ShouldContain("<h1>nightly</h1>");

        await File.WriteAllTextAsync(file, "mine");
        (await _host.RunAsync("report", id)).ShouldBe(2);
        _host.Error.ShouldContain("ReportExists");
        (await File.ReadAllTextAsync(file)).ShouldBe("mine");

        (await _host.RunAsync("report", id, "--force", "--output", "json")).ShouldBe(0);
        _host.Out.ShouldContain("\"path\"");
        (await File.ReadAllTextAsync(file)).ShouldStartWith("<!DOCTYPE html>");
    }

    [Fact]
    public async Task A_dash_writes_the_page_and_nothing_else_to_the_output()
    {
        string id = await RecordAsync();

        (await _host.RunAsync("report", id, "--out", "-")).ShouldBe(0);

        _host.Out.ShouldStartWith("<!DOCTYPE html>");
        _host.Out.ShouldEndWith("</html>");
        Directory.GetFiles(_host.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_can_not_be_written_is_named_and_not_the_draft_of_it()
    {
        string id = await RecordAsync();
        string file = Path.Combine(_host.Folder, "nowhere", "r.html");

        (await _host.RunAsync("report", id, "--out", file)).ShouldBe(2);

        _host.Error.ShouldContain("FileNotWritten");
        _host.Error.ShouldContain(file);
        _host.Error.ShouldNotContain(".tmp");
    }

    [Fact]
    public async Task A_run_that_is_not_there_has_no_report()
    {
        (await _host.RunAsync("report", "20260101-000000-aaaa")).ShouldBe(2);

        _host.Error.ShouldContain("RunNotFound");
        Directory.GetFiles(_host.Folder).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_browser_draws_it_light_and_dark_and_has_nothing_to_say_against_it()
    {
        string? chromium = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);
        Skip.If(chromium is null, "chromium is not on PATH");
        string id = await RecordAsync();
        (await _host.RunAsync("report", id, "--out", "page.html")).ShouldBe(0);

        string dom = await BrowseAsync(chromium, "--dump-dom", dark: false);
        List<byte[]> pictures = [];
        foreach (bool dark in new[] { false, true })
        {
            string picture = Path.Combine(_host.Folder, $"{dark}.png");
            await BrowseAsync(chromium, $"--screenshot={picture}", dark);
            pictures.Add(await File.ReadAllBytesAsync(picture));
        }

        dom.ShouldContain("<h1>nightly</h1>");
        dom.ShouldContain("role=\"img\"");
        pictures.ShouldAllBe(picture => picture.Take(4).SequenceEqual(new byte[] { 0x89, 0x50, 0x4E, 0x47 }) && picture.Length > 20_000, "a page without bars and cards is smaller");
        pictures[0].ShouldNotBe(pictures[1]);
    }

    private async Task<string> BrowseAsync(string chromium, string what, bool dark)
    {
        ProcessStartInfo start = new(chromium) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[]
        {
            "--headless", "--enable-logging=stderr", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,1400", $"--user-data-dir={Path.Combine(_host.Root, "chromium")}",
            $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", what, new Uri(Path.Combine(_host.Folder, "page.html")).AbsoluteUri,
        })
        {
            start.ArgumentList.Add(argument);
        }

        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, await error);

        // Without its style sheet, which the page's own policy must let through, it would still be a page.
        (await error).ShouldNotContain("Content Security Policy");
        return output;
    }

    private async Task<string> RecordAsync()
    {
        JournalLedger ledger = new(_host.State, TimeProvider.System);
        string id = RunIds.Create(new DateTimeOffset(2026, 11, 23, 13, 5, 2, TimeSpan.Zero));
        await using IRunWriter writer = await ledger.CreateAsync(id, new RunCreated
        {
            Runbook = "nightly",
            RunbookText = "text",
            RunbookHash = "hash",
            Service = "packit",
            Steps = [.. Enumerable.Range(1, 8).Select(index => new StepHeader($"s{index}", $"Step {index}", "health/check", index == 1 ? [] : [$"s{index - 1}"], StepCondition.Success, UndoPolicy.Offered))],
            WorkingDirectory = "/work",
            By = "ada@example",
        }, CancellationToken.None);
        for (int index = 1; index <= 8; index++)
        {
            await writer.AppendAsync(new StepStarted($"s{index}", 1, []), CancellationToken.None);
            await writer.AppendAsync(index < 8 ? new StepSucceeded($"s{index}", null) : new StepFailed("s8", SampleRun.Failure(), null, null), CancellationToken.None);
        }

        await writer.AppendAsync(new RunEnded(RunStatus.Failed, SampleRun.Failure()), CancellationToken.None);
        return id;
    }
}
