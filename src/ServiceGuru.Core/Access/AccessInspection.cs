using System.Runtime.CompilerServices;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Access;

/// <summary>Asks all systems side by side, each for a limited time; one that does not answer keeps no other one back.</summary>
public static class AccessInspection
{
    /// <summary>How long each system has, unless somebody says otherwise.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Gives the checks as they come.</summary>
    /// <param name="probes">What to ask.</param>
    /// <param name="systems">The systems that are meant; all if null.</param>
    /// <param name="timeout">How long each one has.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">A system is none (<c>AccessSystemUnknown</c>).</exception>
    public static async IAsyncEnumerable<AccessCheck> InspectAsync(
        IEnumerable<IAccessProbe> probes, IReadOnlyList<string>? systems, TimeSpan timeout, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckNames(systems);
        List<Task<IReadOnlyList<AccessCheck>>> asked = [.. probes.Where(probe => systems is null || systems.Contains(probe.Subject.System, StringComparer.OrdinalIgnoreCase)).Select(probe => AskAsync(probe, timeout, time, cancellationToken))];
        while (asked.Count > 0)
        {
            Task<IReadOnlyList<AccessCheck>> answered = await Task.WhenAny(asked).ConfigureAwait(false);
            asked.Remove(answered);
            foreach (AccessCheck check in await answered.ConfigureAwait(false))
            {
                yield return check;
            }
        }
    }

    /// <summary>Refuses names that are no system's.</summary>
    /// <exception cref="GuruException">There is one (<c>AccessSystemUnknown</c>).</exception>
    internal static void CheckNames(IReadOnlyList<string>? systems)
    {
        if (systems?.FirstOrDefault(name => !AccessSystems.All.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new GuruException(new Failure
            {
                Id = "AccessSystemUnknown",
                Kind = FailureKind.Usage,
                Message = $"There is no system '{unknown}' whose access could be checked.",
                Target = unknown,
                NextAction = $"Name one of {string.Join(", ", AccessSystems.All)}.",
            });
        }
    }

    private static async Task<IReadOnlyList<AccessCheck>> AskAsync(IAccessProbe probe, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new(timeout, time);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            // On a task of its own: reading a kubeconfig or starting a program may block, and the others must not wait for that.
            return await Task.Run(() => probe.CheckAsync(limit.Token), limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (GuruException error)
        {
            return [probe.Subject.Of("reach", error.Failure)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [probe.Subject.Unreachable("reach", $"No answer within {timeout.TotalSeconds:0.#} s.", "Check the network, VPN and proxy, or give it more time.")];
        }
    }
}
