using System.Globalization;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>
/// Where the work of workers is queued: a URI as RabbitMQ has them (https://www.rabbitmq.com/docs/uri-spec). It holds no
/// password, only where one is kept.
/// </summary>
public sealed record QueueAddress
{
    private QueueAddress(Uri uri, string user, string virtualHost, SecretReference? password)
    {
        Host = uri.Host.Trim('[', ']');
        Encrypted = uri.Scheme == "amqps";
        Port = uri.Port > 0 ? uri.Port : Encrypted ? 5671 : 5672;
        User = user;
        VirtualHost = virtualHost;
        Password = password;
    }

    /// <summary>The server's name or address.</summary>
    public string Host { get; }

    /// <summary>The server's port.</summary>
    public int Port { get; }

    /// <summary>Whether the connection is encrypted and the server's certificate checked.</summary>
    public bool Encrypted { get; }

    /// <summary>Who connects.</summary>
    public string User { get; }

    /// <summary>The virtual host.</summary>
    public string VirtualHost { get; }

    /// <summary>Where the password is kept, or null: then it is the user's name, which RabbitMQ lets only <c>guest</c> do, and only on its own machine.</summary>
    public SecretReference? Password { get; }

    /// <summary>User, host and virtual host for people.</summary>
    public string Display => string.Create(CultureInfo.InvariantCulture, $"{(Encrypted ? "amqps" : "amqp")}://{User}@{Host}:{Port}/{(VirtualHost == "/" ? string.Empty : VirtualHost)}");

    /// <summary>Reads an address.</summary>
    /// <param name="text">The URI.</param>
    /// <returns>The address.</returns>
    /// <exception cref="GuruException">It is none, or holds a password (<c>InvalidQueue</c>); the text is not repeated.</exception>
    public static QueueAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("amqp" or "amqps") || uri.Host.Length == 0 || uri.Fragment.Length > 0)
        {
            throw Invalid("It is no URI of RabbitMQ.");
        }

        string[] user = uri.UserInfo.Split(':');
        if (user.Length > 1)
        {
            throw Invalid("It holds a password, which everybody sees who lists the processes: write passwordFile=PATH or password=env:NAME.");
        }

        SecretReference? password = null;
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            string value = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty;
            password = parts[0] switch
            {
                "passwordFile" when value.Length > 0 => SecretReference.Parse("file:" + value),
                "password" when SecretReference.TryParse(value, out SecretReference? reference) && reference!.Scheme is "env" or "file" => SecretReference.Parse(value),
                "password" => throw Invalid("It holds a password, which everybody sees who lists the processes: write passwordFile=PATH or password=env:NAME."),
                _ => throw Invalid("It has a key that is unknown, or one without a value."),
            };
        }

        string path = uri.AbsolutePath.TrimStart('/');
        return new QueueAddress(uri, user[0].Length == 0 ? "guest" : Uri.UnescapeDataString(user[0]), path.Length == 0 ? "/" : Uri.UnescapeDataString(path), password);
    }

    private static GuruException Invalid(string cause) => new(new Failure
    {
        Id = "InvalidQueue",
        Kind = FailureKind.Usage,
        Message = "The queue's address can't be used.",
        Target = "--queue, $SERVICEGURU_QUEUE",
        Cause = cause,
        NextAction = "Write amqp[s]://USER@HOST[:PORT][/VHOST][?passwordFile=PATH]. Nothing was started.",
    });
}
