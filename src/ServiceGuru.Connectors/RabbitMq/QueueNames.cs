namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>What the queues are called, and what their messages carry beside their body.</summary>
internal static class QueueNames
{
    /// <summary>The parking queue of all services.</summary>
    public const string Parked = "serviceguru.parked";

    /// <summary>The exchange by which the server itself parks what was delivered too often.</summary>
    public const string DeadLetters = "serviceguru.dead-letters";

    /// <summary>The header with the reason for parking.</summary>
    public const string Reason = "x-serviceguru-reason";

    /// <summary>The header with the failure's id.</summary>
    public const string FailureId = "x-serviceguru-failure";

    /// <summary>The header with the queue that a parked message comes from.</summary>
    public const string Origin = "x-serviceguru-queue";

    /// <summary>How often a quorum queue has delivered a message before (https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling).</summary>
    public const string Deliveries = "x-delivery-count";

    /// <summary>The server parks what was delivered so often, should no worker have done it: many more than workers bear.</summary>
    public const int ServerLimit = 100;

    /// <summary>The queue of a service's work.</summary>
    public static string Work(string service) => $"serviceguru.work.{service}";
}
