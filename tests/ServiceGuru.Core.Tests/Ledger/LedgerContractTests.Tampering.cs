using System.Text;
using ServiceGuru.Operations;

namespace ServiceGuru.Ledger;

/// <content>Whoever changes a record is found.</content>
public abstract partial class LedgerContractTests
{
    [SkippableTheory]
    [InlineData("edited", 2)]
    [InlineData("edited with a fitting hash", 3)]
    [InlineData("removed", 2)]
    [InlineData("swapped", 2)]
    [InlineData("inserted", 3)]
    [InlineData("first one removed", 1)]
    [InlineData("added", 5)]
    public async Task A_record_that_was_tampered_with_is_found_and_named(string how, int bad)
    {
        await WriteAsync(4);
        await TamperAsync(lines => how switch
        {
            "edited" => [lines[0], lines[1].Replace("straße", "strasse", StringComparison.Ordinal), .. lines[2..]],
            "edited with a fitting hash" => [lines[0], Forge(lines[1].Replace("straße", "strasse", StringComparison.Ordinal)), .. lines[2..]],
            "removed" => [lines[0], .. lines[2..]],
            "swapped" => [lines[0], lines[2], lines[1], lines[3]],
            "inserted" => [.. lines[..2], lines[1], .. lines[2..]],
            "first one removed" => lines[1..],
            _ => [.. lines, lines[3]],
        });

        RunAudit audit = await Ledger.AuditAsync(Id, None);

        audit.Intact.ShouldBeFalse();
        audit.BadRecord.ShouldBe(bad);
        audit.Records.ShouldBe(bad - 1);
        audit.Reason.ShouldNotBeNullOrEmpty();
        foreach (Func<Task> call in new Func<Task>[] { () => Ledger.ReadAsync(Id, None), () => Ledger.OpenAsync(Id, None) })
        {
            Failure failure = (await Should.ThrowAsync<GuruException>(call)).Failure;
            failure.Id.ShouldBe("LedgerDamaged");
            failure.Message.ShouldContain($"Record {bad} ");
        }

        (await Ledger.IsHeldAsync(Id, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Who_asks_what_earlier_runs_have_changed_is_told_which_run_is_damaged_and_what_to_do()
    {
        await WriteAsync(4);
        await TamperAsync(lines => [lines[0], lines[1].Replace("straße", "strasse", StringComparison.Ordinal), .. lines[2..]]);
        await using (await Ledger.CreateAsync("20260519-120000-abcd", Created(), None))
        {
            Failure failure = (await Should.ThrowAsync<GuruException>(AskAsync)).Failure;

            failure.Id.ShouldBe("LedgerDamaged");
            failure.Target.ShouldBe(Id);
            failure.Message.ShouldContain(Id);
            failure.Message.ShouldContain("Record 2 ");
            failure.NextAction.ShouldNotBeNull().ShouldContain("operating.md");
        }

        await Ledger.DeleteAsync(Id, None);
        (await AskAsync()).ShouldBeEmpty();

        async Task<List<RunChanges>> AskAsync()
        {
            List<RunChanges> runs = [];
            await foreach (RunChanges run in new LedgerHistory(Ledger).RunsAsync("service", ["set"], None))
            {
                runs.Add(run);
            }

            return runs;
        }
    }

    [SkippableFact]
    public async Task A_last_hash_that_was_kept_shows_that_the_end_was_cut_off()
    {
        await WriteAsync();
        RunAudit before = await Ledger.AuditAsync(Id, None);
        before.ShouldBe(new RunAudit(Id, 3, before.LastHash));
        (await ReadLinesAsync())[^1].ShouldContain(before.LastHash);

        await TamperAsync(lines => lines[..2]);

        (await Ledger.AuditAsync(Id, None)).LastHash.ShouldNotBe(before.LastHash);
    }

    private async Task TamperAsync(Func<string[], string[]> tamper) => await WriteLinesAsync(tamper([.. await ReadLinesAsync()]));

    // Who knows the format can make a record whole again, but not the one after it.
    private static string Forge(string line)
    {
        string content = line[..line.LastIndexOf(",\"hash\":", StringComparison.Ordinal)];
        return $"{content},\"hash\":\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(content))).ToLowerInvariant()}\"}}";
    }
}
