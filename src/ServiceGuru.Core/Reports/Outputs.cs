using System.Text.Json;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

/// <summary>Finds the outputs of steps by their operation, so that any runbook's run can be summed up.</summary>
public static class Outputs
{
    /// <summary>Gets all outputs of an operation in the order of the steps.</summary>
    /// <typeparam name="T">The operation's output.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="operation">The operation's id.</param>
    /// <returns>The outputs.</returns>
    public static IEnumerable<T> All<T>(RunState run, string operation)
        where T : class => run.Steps.Where(step => step.Step.Uses == operation && step.Targets.Count == 0).Select(Of<T>).OfType<T>();

    /// <summary>Gets a step's output; null where it has none, or where another version wrote it in another shape.</summary>
    /// <typeparam name="T">The operation's output.</typeparam>
    /// <param name="step">The step.</param>
    /// <returns>The output.</returns>
    public static T? Of<T>(StepState step)
        where T : class
    {
        try
        {
            return step.OutputAsJson()?.Deserialize<T>(LedgerJson.Options);
        }
        catch (JsonException)
        {
            // The summary is an extra: a ledger of another version is still shown, step by step.
            return null;
        }
    }
}
