using System.CommandLine;
using ServiceGuru.Documents;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.Sandbox;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary>Calls a verb and turns what it throws into words and an exit code.</summary>
internal sealed class VerbRunner(HostParts parts, GlobalOptions options)
{
    public async Task<int> RunAsync(ParseResult parse, Func<VerbCall, CancellationToken, Task<int>> verb, CancellationToken cancellationToken)
    {
        VerbCall call = new(parse, parts, options);
        try
        {
            return await verb(call, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDocumentException error)
        {
            return Refuse(call, error);
        }
        catch (GuruException error)
        {
            return call.Fail(error.Failure);
        }
        catch (SandboxException error)
        {
            return call.Fail(new Failure { Id = error.ErrorId, Message = error.Message });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return call.Fail(new Failure { Id = "Stopped", Message = "Stopped before the end; nothing was changed." });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return call.Fail(new Failure
            {
                Id = "FileAccess",
                Kind = FailureKind.Unreachable,
                Message = "A file or folder can't be used.",
                Cause = error.Message,
                NextAction = "Check the path, its rights and the free space.",
            });
        }
        catch (Exception error)
        {
            return call.Fail(Unforeseen(error));
        }
    }

    // Programs that read the output get a document also where nobody foresaw the error.
    private static Failure Unforeseen(Exception error) => new()
    {
        Id = "InternalError",
        Kind = FailureKind.UnknownOutcome,
        Message = "guru met an error that it does not know.",
        Cause = $"{error.GetType().Name}: {error.Message}",
        Evidence = [.. (error.StackTrace ?? string.Empty).Split('\n').Take(5).Select(line => line.Trim())],
        NextAction = "This is a defect: report it with this text. 'guru runs' tells whether a run was under way.",
    };

    private static int Refuse(VerbCall call, InvalidDocumentException error)
    {
        foreach (Diagnostic mistake in error.Diagnostics)
        {
            VerbCall.Tell(() => call.Notes.Line(mistake.ToString()));
        }

        VerbCall.Tell(() => call.WriteJson(new Answer { ExitCode = ExitCodes.Usage, Diagnostics = [.. error.Diagnostics.Select(Answer.DiagnosticLine.Of)] }));
        return ExitCodes.Usage;
    }
}
