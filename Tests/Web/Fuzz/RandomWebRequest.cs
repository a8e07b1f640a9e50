using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Offboarding.Tests.Web.Fuzz;

/// <summary>Requests that are right, nearly right, or not at all: put together from pieces of real ones, then damaged.</summary>
internal sealed class RandomWebRequest(Random random, Guid account, Guid contact)
{
    static readonly string[] Sets = ["accounts", "contacts", "off_contracts", "off_offboardingcases", "tasks", "systemusers", "roles", "emails", "activityparties", "EntityDefinitions", "RelationshipDefinitions", "GlobalOptionSetDefinitions", "nopes", "$batch", "$metadata", ""];

    static readonly string[] Properties =
    [
        "name", "revenue", "createdon", "birthdate", "statecode", "donotemail", "accountid", "_primarycontactid_value", "primarycontactid", "lastname", "off_start",
        "LogicalName", "IsIntersect", "DisplayName", "RequiredLevel/Value", "DisplayName/UserLocalizedLabel/Label", "AttributeType", "off_law", "_off_accountid_value", "ownerid", "_ownerid_value", "versionnumber", "nope", "*", "entityimage", "contact_customer_accounts", "off_AccountId",
    ];

    static readonly string[] Navigations =
        ["primarycontactid", "contact_customer_accounts", "parentcustomerid_account", "Account_Tasks", "off_AccountId", "owninguser", "ownerid", "systemuserroles_association", "Attributes", "Keys", "ManyToOneRelationships", "OptionSet", "Microsoft.Dynamics.CRM.PicklistAttributeMetadata", "nope"];

    static readonly string[] Literals =
    [
        "null", "true", "5", "-5", "1.5", "1e400", "99999999999999999999", "'x'", "''", "'%'", "'O''Neil'", "2026-01-01", "2026-01-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z",
        "00000000-0000-0000-0000-000000000001", "@p", "[1,2]", "duration'P1D'", "INF", "NaN", "binary'AA=='", "name", "Microsoft.Dynamics.CRM.AttributeTypeCode'State'", "Microsoft.Dynamics.CRM.AttributeTypeCode'7'", "(1,2)", "'\u0000'", "'ä'", "{}",
    ];

    static readonly string[] Functions =
    [
        "contains", "startswith", "endswith", "length", "Microsoft.Dynamics.CRM.On", "Microsoft.Dynamics.CRM.LastXDays", "Microsoft.Dynamics.CRM.Today", "Microsoft.Dynamics.CRM.In",
        "Microsoft.Dynamics.CRM.Between", "Microsoft.Dynamics.CRM.ContainValues", "Microsoft.Dynamics.CRM.EqualUserId", "Microsoft.Dynamics.CRM.Nope", "cast", "isof", "now",
    ];

    static readonly string[] Operations =
        ["WhoAmI", "WhoAmI()", "off_PreviewOffboarding", "off_RunNightly", "RetrieveVersion()", "RetrieveEnvironmentVariableValue(DefinitionSchemaName='x')", "LocalTimeFromUtcTime(TimeZoneCode=110,UtcTime=@u)", "Merge", "GrantAccess"];

    static readonly string[] Noise = ["'", "\"", "(", ")", "/", "?", "&", "%", "%00", "%C3%28", "$", "@", ",", ";", "=", "\\", "\u0001", "𝄞", "../", "//", "{", "}", "[", "]", "null", " ", "+", "#", "\r\n", ":", "-", "*"];

    static readonly string[] Methods = ["GET", "GET", "GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "MERGE"];

    public string Method => One(Methods);

    public string One(IReadOnlyList<string> some) => some[random.Next(some.Count)];

    public Dictionary<string, string> Headers()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (random.Next(3) == 0) headers["Prefer"] = One(["return=representation", "odata.maxpagesize=3", "odata.maxpagesize=x", "odata.include-annotations=\"*\"", "odata.continue-on-error", "\"", "=,;=", "odata.include-annotations=\"-*,a.b\""]);
        if (random.Next(6) == 0) headers["If-Match"] = One(["*", "W/\"1\"", "W/\"\"", "x", "W/\"99999999999999999999\"", "\""]);
        if (random.Next(6) == 0) headers["If-None-Match"] = One(["*", "null", "W/\"1\"", "x"]);
        if (random.Next(10) == 0) headers["MSCRMCallerID"] = One(["x", account.ToString(), Guid.Empty.ToString()]);
        if (random.Next(10) == 0) headers["MSCRM.BypassCustomPluginExecution"] = One(["true", "false", "x"]);
        return headers;
    }

    /// <summary>A path with query options.</summary>
    public string Url(bool isDamaged = true)
    {
        var url = new StringBuilder(random.Next(8) == 0 ? One(Operations) : One(Sets));
        if (random.Next(2) == 0) url.Append('(').Append(One([account.ToString(), contact.ToString(), Guid.Empty.ToString(), "nope", "name='x'", "off_ruleid='a',off_version=1", "LogicalName='account'", "SchemaName='x'", "1", "", "@p"])).Append(')');
        for (var depth = random.Next(3); depth > 0; depth--)
            url.Append('/').Append(One([.. Navigations, .. Properties, "$ref", "$count", "$value", "Microsoft.Dynamics.CRM.off_StartOffboarding", "Microsoft.Dynamics.CRM.CreateMultiple"]));
        var separator = '?';
        for (var options = random.Next(4); options > 0; options--)
        {
            url.Append(separator).Append(Option(3));
            separator = '&';
        }

        return isDamaged ? Damaged(url.ToString()) : url.ToString();
    }

    string Option(int depth) => random.Next(12) switch
    {
        0 => "$select=" + string.Join(',', Some(Properties)),
        1 or 2 or 3 => "$filter=" + Filter(depth),
        4 => "$orderby=" + string.Join(',', Some(Properties).Select(one => one + One(["", " desc", " asc", " up"]))),
        5 => "$top=" + One(["1", "3", "0", "-1", "5001", "x", ""]),
        6 => "$count=" + One(["true", "false", "x"]),
        7 or 8 => "$expand=" + Expand(depth),
        9 => "$apply=" + One(["groupby((name))", "aggregate(revenue with sum as s)", "filter(revenue gt 1)/groupby((donotemail),aggregate($count as c))", "aggregate(name with max as m)", "groupby((primarycontactid/lastname))", "compute(1 as x)", "concat(aggregate($count as a),aggregate($count as b))"]),
        10 => "fetchXml=" + Uri.EscapeDataString(Damaged(One(["<fetch top='3'><entity name='account'><attribute name='name'/></entity></fetch>", "<fetch aggregate='true'><entity name='account'><attribute name='revenue' aggregate='sum' alias='s'/></entity></fetch>", "<fetch count='2' page='2'><entity name='contact'/></fetch>"]))),
        _ => One(["$skip=1", "$skiptoken=x", "$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E", "@p='x'", "@p=1", "@u=2026-01-01T00:00:00Z", "tag=x", "$id=accounts(" + account + ")", "savedQuery=x", "$search=x", "$format=json", "$compute=1 as x", "$levels=max"]),
    };

    string Filter(int depth)
    {
        var property = random.Next(4) == 0 ? $"{One(Navigations)}/{One(Properties)}" : One(Properties);
        return random.Next(depth > 0 ? 10 : 5) switch
        {
            0 or 1 or 2 => $"{property} {One(["eq", "ne", "gt", "ge", "lt", "le", "add", "mul", "has", "in", "xx"])} {One(Literals)}",
            3 => $"{One(Functions)}({property},{One(Literals)})",
            4 => $"{One(Functions)}(PropertyName='{property}',PropertyValue={One(Literals)})",
            5 or 6 => $"({Filter(depth - 1)} {One(["and", "or"])} {Filter(depth - 1)})",
            7 => $"not {Filter(depth - 1)}",
            8 => $"{One(Navigations)}/{One(["any", "all"])}(x:x/{Filter(depth - 1)})",
            _ => $"{property} in ({One(Literals)},{One(Literals)})",
        };
    }

    string Expand(int depth) => One(Navigations) + (depth > 0 && random.Next(2) == 0 ? $"({Option(depth - 1)};{Option(depth - 1)})" : "");

    /// <summary>A JSON body: a row, parameters, or anything.</summary>
    string Json() => Damaged(Value(4, isObject: true));

    /// <summary>The URL of something that can be written.</summary>
    public string Writable() => random.Next(4) == 0
        ? Url(isDamaged: false)
        : One(["accounts", "contacts", $"accounts({account})", $"contacts({contact})", $"accounts({Guid.NewGuid()})", "tasks", $"accounts({account})/telephone1", $"accounts({account})/Account_Tasks",
            $"accounts({account})/contact_customer_accounts/$ref", $"contacts({contact})/parentcustomerid_account/$ref", "off_PreviewOffboarding", "off_RunNightly", "accounts/Microsoft.Dynamics.CRM.CreateMultiple",
            "accounts?$select=name&$expand=primarycontactid", "off_contracts", "Merge", "GrantAccess"]);

    /// <summary>A body that mostly fits what is written.</summary>
    public string Fitting() => random.Next(3) == 0
        ? Json()
        : Damaged("{" + string.Join(',', Some(
        [
            "\"name\":\"x\"", "\"lastname\":\"x\"", "\"revenue\":1.5", "\"donotemail\":true", "\"subject\":\"x\"", "\"value\":\"x\"", $"\"primarycontactid@odata.bind\":\"/contacts({contact})\"",
            $"\"parentcustomerid_account@odata.bind\":\"accounts({account})\"", $"\"AccountIds\":[\"{account}\"]", "\"contact_customer_accounts\":[{\"lastname\":\"x\"},{\"firstname\":5}]", "\"primarycontactid\":{\"lastname\":\"x\"}",
            $"\"@odata.id\":\"contacts({contact})\"", "\"statecode\":1", "\"Targets\":[{\"@odata.type\":\"Microsoft.Dynamics.CRM.account\",\"name\":\"x\"}]", "\"Account_Tasks\":[{\"subject\":\"x\"}]", "\"off_name\":\"V\"",
        ]).Distinct(StringComparer.Ordinal)) + "}");

    string Value(int depth, bool isObject = false)
    {
        if (isObject || (depth > 0 && random.Next(5) == 0))
        {
            var names = Some([.. Properties, .. Navigations.Select(one => one + "@odata.bind"), .. Navigations, "@odata.type", "@odata.id", "value", "AccountIds", "Targets", "Target", "Subordinate", "PrincipalAccess", "participationtypemask"]).Distinct(StringComparer.Ordinal);
            return "{" + string.Join(',', names.Select(name => $"\"{name}\":{Value(depth - 1)}")) + "}";
        }

        return random.Next(12) switch
        {
            0 when depth > 0 => "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth - 1))) + "]",
            1 => One(["null", "true", "false"]),
            2 => One(["0", "-1", "1.5", "1e400", "99999999999999999999", "2147483648", "1E5", "-0"]),
            3 => $"\"/accounts({account})\"",
            4 => $"\"contacts({contact})\"",
            5 => One(["\"$1\"", "\"$9\"", "\"https://elsewhere.example/x\"", "\"/nopes(1)\"", "\"accounts(name='x')\""]),
            6 => One(["\"Microsoft.Dynamics.CRM.account\"", "\"#Microsoft.Dynamics.CRM.contact\"", "\"Microsoft.Dynamics.CRM.nope\"", "\"\""]),
            7 => One(["\"2026-01-01\"", "\"2026-02-30\"", "\"2026-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\""]),
            8 => $"\"{account}\"",
            9 => "\"" + new string('x', random.Next(5000)) + "\"",
            10 => One(["\"\\u0000\"", "\"\\ud800\"", "\"ä𝄞\"", "\"a\\nb\"", "\"AA==\"", "\"1,2\""]),
            _ => "\"text\"",
        };
    }

    /// <summary>A batch, right or damaged.</summary>
    public string Batch()
    {
        var body = new StringBuilder();
        for (var parts = random.Next(4); parts >= 0; parts--) body.Append("--b\r\n").Append(random.Next(3) == 0 ? ChangeSet() : Part());
        return Damaged(body.Append("--b--\r\n").ToString());
    }

    string ChangeSet()
    {
        var body = new StringBuilder("Content-Type: multipart/mixed; boundary=c\r\n\r\n");
        for (var parts = random.Next(4); parts >= 0; parts--) body.Append("--c\r\n").Append(Part());
        return body.Append("--c--\r\n\r\n").ToString();
    }

    string Part()
    {
        var method = One(["POST", "PATCH", "GET", "DELETE", "PUT"]);
        var target = random.Next(3) == 0 ? Writable() : random.Next(4) == 0 ? One(["$1", "$2/contact_customer_accounts", "/api/data/v9.2/accounts", "http://localhost/api/data/v9.2/contacts", "$batch", "//"]) : Url(isDamaged: false);
        return string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/http\r\nContent-ID: {random.Next(3)}\r\n\r\n{method} {target} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n")
            + (method is "GET" or "DELETE" ? "" : Fitting()) + "\r\n";
    }

    /// <summary>Now and then characters are lost, doubled or replaced.</summary>
    string Damaged(string text)
    {
        for (var damages = random.Next(4) == 0 ? random.Next(1, 5) : 0; damages > 0 && text.Length > 0; damages--)
        {
            var at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text[..at],
                1 => text[..at] + One(Noise) + text[at..],
                2 => text.Remove(at, Math.Min(text.Length - at, random.Next(1, 8))),
                _ => text[..at] + text[random.Next(text.Length)..],
            };
        }

        return text;
    }

    List<string> Some(IReadOnlyList<string> of) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => One(of))];
}
