using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Ledger;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Answers with a document.</summary>
internal static class Answers
{
    public static Task JsonAsync<T>(HttpContext context, T document, int status = StatusCodes.Status200OK)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(document, LedgerJson.Options);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
