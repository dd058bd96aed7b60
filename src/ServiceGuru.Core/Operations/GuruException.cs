namespace ServiceGuru.Operations;

/// <summary>Carries a <see cref="Operations.Failure"/> up to a face, which shows it in full.</summary>
public sealed class GuruException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="GuruException"/> class.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="innerException">The exception behind it, if any.</param>
    public GuruException(Failure failure, Exception? innerException = null)
        : base(failure?.Message, innerException) => Failure = failure ?? throw new ArgumentNullException(nameof(failure));

    /// <summary>Gets the failure.</summary>
    public Failure Failure { get; }
}
