namespace ServiceGuru.Sandbox.Quay;

/// <summary>Bytes in the registry, under their digest.</summary>
/// <param name="Digest">Their digest.</param>
/// <param name="MediaType">Their type.</param>
/// <param name="Content">The bytes.</param>
internal sealed record RegistryBlob(string Digest, string MediaType, byte[] Content);
