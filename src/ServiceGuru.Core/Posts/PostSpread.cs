namespace ServiceGuru.Posts;

/// <summary>How news that does not fit into one status is spread.</summary>
public enum PostSpread
{
    /// <summary>At once; what does not fit into one status becomes a thread.</summary>
    Thread,

    /// <summary>One piece of news a working day, scheduled.</summary>
    Week,
}
