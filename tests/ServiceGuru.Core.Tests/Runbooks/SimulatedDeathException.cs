namespace ServiceGuru.Runbooks;

/// <summary>The process is gone.</summary>
internal sealed class SimulatedDeathException : Exception;
