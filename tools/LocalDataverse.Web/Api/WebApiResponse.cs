using System;
using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalDataverse.Web.Api;

/// <summary>What the Web API answers.</summary>
internal sealed class WebApiResponse(int status)
{
    const string JsonType = "application/json; odata.metadata=minimal";

    public int Status { get; } = status;

    public HeaderDictionary Headers { get; } = new() { ["OData-Version"] = "4.0" };

    public ReadOnlyMemory<byte> Body { get; private init; }

    public bool IsError => Status >= StatusCodes.Status400BadRequest;

    /// <summary>An answer whose body is one JSON value.</summary>
    public static WebApiResponse Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonForm.Writing)) write(json);
        return new WebApiResponse(status) { Body = buffer.WrittenMemory, Headers = { ["Content-Type"] = JsonType } };
    }

    public static WebApiResponse Text(int status, string contentType, string text) =>
        new(status) { Body = Encoding.UTF8.GetBytes(text), Headers = { ["Content-Type"] = contentType } };

    public static WebApiResponse Bytes(int status, string contentType, ReadOnlyMemory<byte> bytes) =>
        new(status) { Body = bytes, Headers = { ["Content-Type"] = contentType } };

    public static WebApiResponse NoContent() => new(StatusCodes.Status204NoContent);

    public WebApiResponse With(string header, string? value)
    {
        if (value is not null) Headers[header] = value;
        return this;
    }
}
