using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Connectors.Secrets;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Sessions;

/// <summary>Chooses the queue by which the work of targets gets to workers.</summary>
public static class QueueChoice
{
    /// <summary>The variable that names the queue where nobody else does.</summary>
    public const string Variable = "SERVICEGURU_QUEUE";

    /// <summary>Opens the queue; connects to nothing yet.</summary>
    /// <param name="named">The address that was named, or null for the variable's.</param>
    /// <param name="settings">What the face tells.</param>
    /// <returns>The queue, or null where none is named.</returns>
    /// <exception cref="GuruException">The address can't be used (<c>InvalidQueue</c>).</exception>
    public static QueueConnector? Open(string? named, SessionSettings settings)
    {
        if ((named ?? settings.Environment(Variable)) is not { Length: > 0 } address)
        {
            return null;
        }

        SecretResolver secrets = new(settings.CurrentDirectory, settings.Environment, _ => { }, settings.Time, settings.Vault);
        return new QueueConnector(QueueAddress.Parse(address), secrets.ResolveAsync);
    }
}
