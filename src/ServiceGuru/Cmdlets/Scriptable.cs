using System.Text.Json;
using ServiceGuru.Ledger;

namespace ServiceGuru.Cmdlets;

/// <summary>Makes outputs that scripts can index.</summary>
internal static class Scriptable
{
    /// <summary>
    /// Gives the same output with lists that PowerShell knows. The compiler makes lists of a hidden type of its own, of
    /// which <c>$report.Workloads[0]</c> gives the whole list. Next actions name cmdlets. A run's outputs come out of the ledger, so they are right.
    /// </summary>
    public static TOutput Of<TOutput>(TOutput output)
        where TOutput : class => CmdletText.In(JsonSerializer.SerializeToNode(output, LedgerJson.Options)!).Deserialize<TOutput>(LedgerJson.Options)!;
}
