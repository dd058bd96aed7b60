using System.CommandLine;
using ServiceGuru.Connectors.RabbitMq;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.CommandLine;

/// <summary>The option that names the queue of the workers.</summary>
internal static class QueueOption
{
    public const string Name = "--queue";

    public static Option<string?> Create()
    {
        Option<string?> option = new(Name)
        {
            Description = "The queue of the workers: amqp[s]://USER@HOST[:PORT][/VHOST][?passwordFile=PATH]. They do the work of targets (forEach). Default: $SERVICEGURU_QUEUE; 'none': it is done here.",
            HelpName = "URL|none",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Mistake(text) is { } mistake)
            {
                result.AddError($"{Name}: {mistake}");
            }
        });
        return option;
    }

    private static string? Mistake(string text)
    {
        try
        {
            _ = text == QueueChoice.None ? null : QueueAddress.Parse(text);
            return null;
        }
        catch (GuruException error)
        {
            return error.Failure.Cause;
        }
    }
}
