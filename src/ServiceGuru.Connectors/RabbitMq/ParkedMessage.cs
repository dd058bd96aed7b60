namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Work that lies in the parking queue.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="Target">The target's run, or null where the message does not tell.</param>
/// <param name="Service">The service, or null.</param>
/// <param name="FailureId">The failure's stable id.</param>
/// <param name="Reason">Why it was parked.</param>
/// <param name="ParkedAt">When, or null where the server parked it.</param>
/// <param name="Body">The message as it was, at most 2,000 characters.</param>
public sealed record ParkedMessage(string Id, string? Target, string? Service, string FailureId, string Reason, DateTimeOffset? ParkedAt, string Body);
