namespace ServiceGuru.Ledger;

public sealed class JournalContractTests : LedgerContractTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("guru-ledger-").FullName;

    private string Journal => Path.Combine(_folder, "runs", Id, "journal.jsonl");

    public override Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private protected override Task<IRunLedger> OpenLedgerAsync() => Task.FromResult<IRunLedger>(new JournalLedger(_folder, Time));

    private protected override Task OvertakeAsync() => File.AppendAllTextAsync(Journal, "somebody else\n");

    private protected override async Task<IReadOnlyList<string>> ReadLinesAsync() => await File.ReadAllLinesAsync(Journal);

    private protected override Task WriteLinesAsync(IReadOnlyList<string> lines) => File.WriteAllTextAsync(Journal, string.Concat(lines.Select(line => line + "\n")));

    private protected override async Task PutRequestAsync(string content)
    {
        string mailbox = Directory.CreateDirectory(Path.Combine(_folder, "runs", Id, "requests")).FullName;
        await File.WriteAllTextAsync(Path.Combine(mailbox, "1.json"), content);
    }
}
