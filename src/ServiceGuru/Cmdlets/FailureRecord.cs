using System.Management.Automation;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Cmdlets;

/// <summary>Makes error records of failures. The failure's id is the record's, and so part of the scripting contract.</summary>
internal static class FailureRecord
{
    /// <summary>The id of records for documents with mistakes.</summary>
    public const string InvalidDocument = "InvalidDefinition";

    public static ErrorRecord Of(GuruException error) => Of(new GuruException(Scriptable.Of(error.Failure), error), error.Failure, null);

    public static ErrorRecord Of(Failure failure, object? target) => Of(new GuruException(Scriptable.Of(failure)), failure, target);

    public static ErrorRecord Of(InvalidDocumentException error) => new(error, InvalidDocument, ErrorCategory.InvalidData, error.Diagnostics[0].Position.File)
    {
        ErrorDetails = new ErrorDetails($"{Count(error.Diagnostics.Count)} in the definition:{Environment.NewLine}{error.Message}") { RecommendedAction = "Correct the file; nothing was started." },
    };

    /// <summary>Gives the category of a kind of failure.</summary>
    public static ErrorCategory Category(FailureKind kind) => kind switch
    {
        FailureKind.Refused => ErrorCategory.InvalidResult,
        FailureKind.Usage => ErrorCategory.InvalidArgument,
        FailureKind.Unreachable => ErrorCategory.ConnectionError,
        FailureKind.UnknownOutcome => ErrorCategory.OperationStopped,
        _ => ErrorCategory.NotSpecified,
    };

    private static string Count(int mistakes) => mistakes == 1 ? "One mistake" : $"{mistakes} mistakes";

    private static ErrorRecord Of(GuruException error, Failure failure, object? target) =>
        new(error, failure.Id, Category(failure.Kind), target ?? failure.Target)
        {
            ErrorDetails = new ErrorDetails(FailureText.Of(failure)) { RecommendedAction = CmdletText.Of(failure.NextAction ?? string.Empty) },
        };
}
