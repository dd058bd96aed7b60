using System.CommandLine;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru schema service|runbook</c>: the JSON schema itself, whatever the output mode, so that it can go to a file.</summary>
internal sealed class SchemaCommand : VerbCommand
{
    private readonly Argument<string> _document = new("DOCUMENT") { Description = "service or runbook." };

    public SchemaCommand(VerbRunner runner)
        : base("schema", "Prints the JSON schema with which editors check service definitions and runbooks.", runner)
    {
        _document.AcceptOnlyFromAmong("service", "runbook");
        Arguments.Add(_document);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string schema = call.Parse.GetValue(_document) == "service"
            ? ServiceSchema.Write().ToJsonString(LedgerJson.Indented)
            : RunbookSchema.Write(StandardOperations.Create()).ToJsonString(LedgerJson.Indented);
        await call.Parts.Out.WriteLineAsync(schema.AsMemory(), cancellationToken).ConfigureAwait(false);
        return ExitCodes.Done;
    }
}
