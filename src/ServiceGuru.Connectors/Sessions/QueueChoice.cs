using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Sessions;

/// <summary>Chooses the queue by which the work of targets gets to workers.</summary>
public static class QueueChoice
{
    /// <summary>The variable that names the queue where nobody else does.</summary>
    public const string Variable = "SERVICEGURU_QUEUE";

    /// <summary>What is named where this process shall do the work itself, whatever the variable says.</summary>
    public const string None = "none";

    /// <summary>Opens the queue; connects to nothing yet.</summary>
    /// <param name="settings">What the face tells.</param>
    /// <returns>The queue, or null where none is named.</returns>
    /// <exception cref="GuruException">The address can't be used (<c>InvalidQueue</c>).</exception>
    public static QueueConnector? Open(SessionSettings settings)
    {
        if ((settings.Queue ?? settings.Environment(Variable)) is not { Length: > 0 } address || address == None)
        {
            return null;
        }

        // A resolver of its own each time: a password that is renewed counts from the next connection on.
        return new QueueConnector(
            QueueAddress.Parse(address),
            (reference, cancellationToken) => settings.Secrets(settings.CurrentDirectory, _ => { }).ResolveAsync(reference, cancellationToken));
    }
}
