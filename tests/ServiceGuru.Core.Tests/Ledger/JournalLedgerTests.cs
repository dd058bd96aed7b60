using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Ledger;

public sealed class JournalLedgerTests : IDisposable
{
    private const string Id = "20260518-120000-abcd";

    private readonly string _folder = Directory.CreateTempSubdirectory("guru-ledger-").FullName;
    private readonly ManualTimeProvider _time = new();
    private readonly JournalLedger _ledger;

    public JournalLedgerTests() => _ledger = new JournalLedger(_folder, _time);

    private string Journal => Path.Combine(_folder, "runs", Id, "journal.jsonl");

    private string Lock => Path.Combine(_folder, "runs", Id, "run.lock");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("{\"seq\":4,\"time\":\"2026-")]
    [InlineData("\0\0\0\0\0\0")]
    [InlineData("{")]
    public async Task A_torn_last_line_is_left_out_and_cut_off(string torn)
    {
        await WriteAsync();
        long whole = new FileInfo(Journal).Length;
        await File.AppendAllTextAsync(Journal, torn);

        (await _ledger.ReadAsync(Id, CancellationToken.None)).Count.ShouldBe(3);
        await using (IRunWriter writer = await _ledger.OpenAsync(Id, CancellationToken.None))
        {
            writer.State.Sequence.ShouldBe(3);
            new FileInfo(Journal).Length.ShouldBe(whole);
            (await writer.AppendAsync(new RunEnded(RunStatus.Succeeded), CancellationToken.None)).Sequence.ShouldBe(4);
        }

        (await _ledger.ReadAsync(Id, CancellationToken.None)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Every_edit_of_any_byte_is_found_and_named()
    {
        await WriteAsync();
        byte[] content = await File.ReadAllBytesAsync(Journal);
        int[] starts = [0, .. content.Select((value, index) => (value, index)).Where(item => item.value == '\n').Select(item => item.index + 1)];
        for (int at = 0; at < content.Length - 1; at += 7)
        {
            byte[] edited = [.. content];
            edited[at] ^= 1;
            await File.WriteAllBytesAsync(Journal, edited);
            int record = starts.Count(start => start <= at);

            GuruException error = await Should.ThrowAsync<GuruException>(() => _ledger.OpenAsync(Id, CancellationToken.None), $"byte {at}");

            error.Failure.Id.ShouldBe("LedgerDamaged");
            error.Failure.Message.ShouldContain($"Record {record} ", customMessage: $"byte {at}");
        }
    }

    [Fact]
    public async Task A_state_folder_that_cannot_be_written_says_so()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "in the way");

        GuruException error = await Should.ThrowAsync<GuruException>(() =>
            new JournalLedger(file, TimeProvider.System).CreateAsync(Id, Created(), CancellationToken.None));

        error.Failure.Id.ShouldBe("LedgerUnwritable");
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_before_its_first_record_never_was()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Journal)!);
        await File.WriteAllBytesAsync(Journal, []);

        (await _ledger.ListAsync(CancellationToken.None)).ShouldBeEmpty();
        (await Should.ThrowAsync<GuruException>(() => _ledger.OpenAsync(Id, CancellationToken.None))).Failure.Id.ShouldBe("RunNotFound");
    }

    [Fact]
    public async Task A_run_that_could_not_begin_is_not_offered_to_be_resumed()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "runs"), "in the way");

        Failure failure = (await Should.ThrowAsync<GuruException>(() => _ledger.CreateAsync(Id, Created(), CancellationToken.None))).Failure;

        failure.Id.ShouldBe("LedgerUnwritable");
        failure.NextAction.ShouldNotBeNull().ShouldNotContain("resume");
    }

    [Fact]
    public async Task A_lock_that_can_not_be_opened_is_not_taken_for_one_that_somebody_holds()
    {
        await WriteAsync();
        File.Delete(Lock);
        Directory.CreateDirectory(Lock);

        (await Should.ThrowAsync<GuruException>(() => _ledger.OpenAsync(Id, CancellationToken.None))).Failure.Id.ShouldBe("LedgerUnwritable");
        (await Should.ThrowAsync<GuruException>(() => _ledger.IsHeldAsync(Id, CancellationToken.None))).Failure.Id.ShouldBe("LedgerUnreadable");
    }

    [Fact]
    public async Task An_answer_that_can_not_be_left_says_so()
    {
        await WriteAsync();
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(Journal)!, "requests"), "in the way");

        GuruException error = await Should.ThrowAsync<GuruException>(
            () => _ledger.PostAsync(Id, new GateAnswer("ask", "tester", true, null), CancellationToken.None));

        error.Failure.Id.ShouldBe("LedgerUnwritable");
    }

    [Fact]
    public async Task Who_looks_at_a_run_keeps_nobody_from_looking_and_from_working()
    {
        await WriteAsync();
        Task<IRunWriter> opening;
        await using (Look(Lock))
        {
            (await _ledger.IsHeldAsync(Id, CancellationToken.None)).ShouldBeFalse();
            opening = _ledger.OpenAsync(Id, CancellationToken.None);
            await Task.WhenAny(opening, _time.WaitForTimerAsync());
            opening.IsCompleted.ShouldBeFalse("it waits until nobody looks");
        }

        await using IRunWriter writer = await _time.RunAsync(opening);

        (await _ledger.IsHeldAsync(Id, CancellationToken.None)).ShouldBeTrue();
        (await Should.ThrowAsync<GuruException>(() => _ledger.OpenAsync(Id, CancellationToken.None))).Failure.Id.ShouldBe("RunHeld", "who works is seen at once");
    }

    [Fact]
    public async Task Nobody_waits_for_ever_for_one_who_looks()
    {
        await WriteAsync();
        await using FileStream look = Look(Lock);

        (await Should.ThrowAsync<GuruException>(() => _time.RunAsync(_ledger.OpenAsync(Id, CancellationToken.None)))).Failure.Id.ShouldBe("RunHeld");
    }

    [Fact]
    public async Task A_run_whose_lock_was_never_taken_is_not_held_and_a_look_makes_none()
    {
        await WriteAsync();
        File.Delete(Lock);

        (await _ledger.IsHeldAsync(Id, CancellationToken.None)).ShouldBeFalse();

        File.Exists(Lock).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_begins_to_work_on_a_run_or_its_targets_while_it_is_removed()
    {
        await WriteAsync();
        string[] targets = [RunIds.OfTarget(Id, "each", 1), RunIds.OfTarget(Id, "each", 2)];
        foreach (string target in targets)
        {
            await (await _ledger.CreateAsync(target, Created(), CancellationToken.None)).DisposeAsync();
        }

        Task removing;
        await using (Look(Path.Combine(_folder, "runs", Id, "targets", "each.2", "run.lock")))
        {
            removing = _ledger.DeleteAsync(Id, CancellationToken.None);
            await Task.WhenAny(removing, _time.WaitForTimerAsync());
            removing.IsCompleted.ShouldBeFalse("it waits for the last target's lock");
            foreach (string id in new[] { Id, targets[0] })
            {
                (await Should.ThrowAsync<GuruException>(() => _ledger.OpenAsync(id, CancellationToken.None))).Failure.Id.ShouldBe("RunHeld");
            }
        }

        await _time.RunAsync(removing);

        Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "runs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removal_that_was_cut_off_leaves_no_run_and_is_finished_with_the_next_one()
    {
        await WriteAsync();
        string half = Path.Combine(_folder, "runs", ".removed-half");
        Directory.CreateDirectory(half);
        File.Copy(Journal, Path.Combine(half, "journal.jsonl"));

        (await _ledger.ListAsync(CancellationToken.None)).ShouldBe([Id]);
        await _ledger.DeleteAsync(Id, CancellationToken.None);

        Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "runs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mailbox_that_belongs_to_somebody_else_ends_the_run_with_words()
    {
        await WriteAsync();
        string mailbox = Path.Combine(Path.GetDirectoryName(Journal)!, "requests");
        await _ledger.PostAsync(Id, new PauseRequest("root", null), CancellationToken.None);
        await using IRunWriter writer = await _ledger.OpenAsync(Id, CancellationToken.None);
        await using (new FileStream(Directory.GetFiles(mailbox).Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Told(await Should.ThrowAsync<GuruException>(() => writer.ReadRequestsAsync(CancellationToken.None)));
        }

        // What can't be deleted for everybody, root included.
        Directory.CreateDirectory(Path.Combine(mailbox, "2.json"));
        Told(await Should.ThrowAsync<GuruException>(() => writer.RemoveRequestAsync("2.json", CancellationToken.None)));

        (await writer.ReadRequestsAsync(CancellationToken.None)).ShouldHaveSingleItem();

        void Told(GuruException error)
        {
            error.Failure.Id.ShouldBe("LedgerUnwritable");
            error.Failure.NextAction.ShouldNotBeNull().ShouldContain(mailbox);
            error.Failure.NextAction.ShouldContain($"guru resume {Id}");
        }
    }

    [Fact]
    public async Task Progress_that_can_not_be_written_ends_no_run()
    {
        await WriteAsync();
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Journal)!, "progress.jsonl"));
        await using IRunWriter writer = await _ledger.OpenAsync(Id, CancellationToken.None);

        await writer.TellAsync([new ProgressLine(_time.GetUtcNow(), "ask", "half done", 0.5)], CancellationToken.None);

        (await writer.AppendAsync(new RunEnded(RunStatus.Succeeded), CancellationToken.None)).Sequence.ShouldBe(4);
    }

    // As a process does that asks whether somebody works on the run, and is slow.
    private static FileStream Look(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private static RunCreated Created() => new()
    {
        Runbook = "test",
        RunbookText = "text",
        RunbookHash = "hash",
        Service = "service",
        Steps = [new StepHeader("ask", "Asks", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
        WorkingDirectory = "/",
        By = "tester",
    };

    private async Task WriteAsync()
    {
        await using IRunWriter writer = await _ledger.CreateAsync(Id, Created(), CancellationToken.None);
        await writer.AppendAsync(new StepStarted("ask", 1, new() { ["text"] = "straße → ⚠️" }), CancellationToken.None);
        await writer.AppendAsync(new StepSucceeded("ask", null), CancellationToken.None);
    }
}
