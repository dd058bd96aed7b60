using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Host.Gates;

/// <summary>The command that answers a gate, with the values that the gate requires.</summary>
internal static class GateCommand
{
    /// <summary>Tells whether a yes alone does not do, and so <c>--yes</c> neither.</summary>
    public static bool WantsValues(GateOpened gate) => gate.Inputs.Values.Any(input => input.Required);

    /// <summary>Adds what must be given with the yes, for a person to fill in.</summary>
    public static string WithValues(string command, GateOpened? gate) => command + string.Concat(
        (gate?.Inputs ?? new Dictionary<string, Approvals.GateInput>()).Where(input => input.Value.Required).Select(input => $" --set {input.Key}=VALUE"));
}
