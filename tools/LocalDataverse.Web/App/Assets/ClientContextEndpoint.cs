using System;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using LocalDataverse.Web.App.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.App.Assets;

/// <summary><c>ClientGlobalContext.js.aspx</c>: the script by which a web resource learns where it is and who looks at it (<c>GetGlobalContext()</c>).</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/getglobalcontext-clientglobalcontext.js.aspx</remarks>
internal static class ClientContextEndpoint
{
    const string Name = "ClientGlobalContext.js.aspx";

    public static void Map(IEndpointRouteBuilder endpoints, LocalEnvironment environment)
    {
        // Pages refer to it from their folder; how many levels up depends on the name of the web resource.
        foreach (var path in (string[])["/" + Name, ResourceEndpoint.Path + Name])
            endpoints.MapGet(path, (HttpContext context) => Answer(context, environment));
    }

    static IResult Answer(HttpContext context, LocalEnvironment environment)
    {
        if (AppSession.UserOf(context.User) is not { } user)
            return Results.Text("No user is chosen. Open the app at / first.", "text/plain", statusCode: StatusCodes.Status401Unauthorized);

        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(Script(context.Request, user, environment), "text/javascript; charset=utf-8");
    }

    static string Script(HttpRequest request, Guid user, LocalEnvironment environment)
    {
        var service = environment.ServiceFor(user);
        var settings = service.Retrieve("usersettings", user, new ColumnSet("uilanguageid", "localeid", "timezonecode"));
        var name = service.Retrieve("systemuser", user, new ColumnSet("fullname")).GetAttributeValue<string>("fullname");
        var security = environment.Organization.Security.Find(new Pipeline.Caller(user, user, IsSystem: false), transaction: null);
        var now = environment.Clock.UtcNow;
        var facts = JsonSerializer.Serialize(
            new
            {
                url = $"{request.Scheme}://{request.Host}",
                organization = environment.Organization.Options.OrganizationName,
                organizationId = environment.Organization.Id.ToString("B"),
                organizationLanguage = environment.Organization.Options.BaseLanguage,
                userId = user.ToString("B").ToUpperInvariant(),
                userName = name,
                language = settings.GetAttributeValue<int>("uilanguageid"),
                offset = (int)security.TimeZone.GetUtcOffset(now).TotalMinutes,
                roles = RolesOf(environment, user),
                now = new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            },
            Json);
        return Template.Replace("@facts", facts, StringComparison.Ordinal);
    }

    /// <summary>Roles as the platform's client tells them: id and name.</summary>
    static object[] RolesOf(LocalEnvironment environment, Guid user)
    {
        var query = new QueryExpression("role") { ColumnSet = new ColumnSet("name") };
        query.AddLink("systemuserroles", "roleid", "roleid").LinkCriteria.AddCondition("systemuserid", ConditionOperator.Equal, user);
        return [.. environment.Administrator.RetrieveMultiple(query).Entities.Select(role => new { id = role.Id.ToString("D"), name = role.GetAttributeValue<string>("name") })];
    }

    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    const string Template = """
        "use strict";
        (function () {
            var facts = @facts;
            var opened = Date.now();
            function collection(items) {
                return { get: function (i) { return i === undefined ? items.slice() : items[i]; }, getLength: function () { return items.length; },
                    getAll: function () { return items.slice(); }, forEach: function (each) { items.forEach(each); } };
            }
            var context = {
                getClientUrl: function () { return facts.url; },
                getVersion: function () { return "9.2.0.0"; },
                isOnPremises: function () { return false; },
                prependOrgName: function (path) { return path; },
                getWebResourceUrl: function (name) { return facts.url + "/WebResources/" + name; },
                client: { getClient: function () { return "Web"; }, getClientState: function () { return "Online"; }, getFormFactor: function () { return 1; }, isOffline: function () { return false; } },
                organizationSettings: { languageId: facts.organizationLanguage, organizationId: facts.organizationId, uniqueName: facts.organization },
                userSettings: { userId: facts.userId, userName: facts.userName, languageId: facts.language, isRTL: false,
                    roles: collection(facts.roles), securityRoles: facts.roles.map(function (role) { return role.id; }), getTimeZoneOffsetMinutes: function () { return facts.offset; } },
                getCurrentAppUrl: function () { return facts.url + "/main.aspx"; }
            };
            context.getUserId = function () { return facts.userId; };
            context.getUserName = function () { return facts.userName; };
            context.getUserLcid = function () { return facts.language; };
            window.GetGlobalContext = function () { return context; };
            /* The environment has a clock of its own: pages that say how many days are left ask it, where it is there. */
            window.GetEnvironmentNow = function () { return new Date(facts.now + Date.now() - opened); };
        }());
        """;
}
