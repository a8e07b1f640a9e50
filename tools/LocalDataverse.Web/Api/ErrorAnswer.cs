using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api;

/// <summary>A fault as the Web API tells it: its code in hexadecimal, its message, and details where the caller prefers annotations.</summary>
internal static class ErrorAnswer
{
    const string RetryAfter = "Retry-After";

    public static WebApiResponse Of(OrganizationServiceFault fault, Preferences? preferences)
    {
        var answer = WebApiResponse.Json(HttpStatus.Of(fault.ErrorCode), json => Write(json, fault, preferences));
        return fault.ErrorDetails.TryGetValue(RetryAfter, out var wait) && wait is TimeSpan span
            ? answer.With(RetryAfter, Math.Ceiling(Math.Max(span.TotalSeconds, 1)).ToString(CultureInfo.InvariantCulture))
            : answer;
    }

    /// <summary>A request that HTTP itself refuses, such as one with too long a body.</summary>
    public static WebApiResponse Of(int status, string message) =>
        WebApiResponse.Json(status, json => Write(json, WebFault.Of(WebFault.BadRequest, message).Detail, preferences: null));

    static void Write(Utf8JsonWriter json, OrganizationServiceFault fault, Preferences? preferences)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", $"0x{fault.ErrorCode:x8}");
        json.WriteString("message", fault.Message);
        foreach (var (name, text) in Details(fault))
        {
            if (preferences?.Wants(name) == true) json.WriteString("@" + name, text);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    static IEnumerable<(string Name, string Text)> Details(OrganizationServiceFault fault)
    {
        foreach (var (key, value) in fault.ErrorDetails)
        {
            if (key is "OperationStatus" or "SubErrorCode" or "ApiExceptionSourceKey") yield return ("Microsoft.PowerApps.CDS.ErrorDetails." + key, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }

        if (!string.IsNullOrEmpty(fault.TraceText)) yield return ("Microsoft.PowerApps.CDS.TraceText", fault.TraceText);
        yield return ("Microsoft.PowerApps.CDS.InnerError.Message", fault.InnerFault?.Message ?? fault.Message);
    }
}
