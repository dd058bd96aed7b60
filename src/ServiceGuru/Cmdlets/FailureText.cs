using System.Text;
using ServiceGuru.Operations;

namespace ServiceGuru.Cmdlets;

/// <summary>Writes a failure for a person: what failed, why, how we know. The next action is the record's own field.</summary>
internal static class FailureText
{
    public static string Of(Failure failure)
    {
        StringBuilder text = new(failure.Message);
        if (failure.Cause is { Length: > 0 } cause && !failure.Message.Contains(cause, StringComparison.Ordinal))
        {
            text.Append(' ').Append(cause);
        }

        foreach (string evidence in failure.Evidence)
        {
            // PowerShell's concise view joins lines; the hyphens keep the items apart there, too.
            text.AppendLine().Append("  - ").Append(evidence);
        }

        return CmdletText.Of(text.ToString());
    }
}
