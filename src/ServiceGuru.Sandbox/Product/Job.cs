namespace ServiceGuru.Sandbox.Product;

/// <summary>Something that the service did for a user.</summary>
/// <param name="Number">Its number, growing with time.</param>
/// <param name="Id">Its id.</param>
/// <param name="Submitted">When it was asked for.</param>
/// <param name="User">Whose project it is.</param>
/// <param name="Project">The project.</param>
/// <param name="Open">Whether it has not ended.</param>
/// <param name="Failed">Whether it failed.</param>
internal sealed record Job(long Number, string Id, DateTimeOffset Submitted, string User, string Project, bool Open, bool Failed);
