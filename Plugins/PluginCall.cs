using System;
using System.Globalization;
using System.ServiceModel;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins;

/// <summary>One call of a plugin: its context, its services, and the language and the day of whoever caused it.</summary>
/// <remarks>
/// Lives as long as the call; nothing is kept in the plugin. Requests: none by itself; <see cref="Language"/> and <see cref="Today"/> together read the
/// caller's settings once, and <see cref="Today"/> asks once for the local time.
/// </remarks>
sealed class PluginCall
{
    /// <summary>W. Europe Standard Time (Berlin, Vienna, Bern), should neither the user nor the setting name another.</summary>
    internal const int DefaultTimeZoneCode = 110;

    const string ProductMark = "off_product";

    // https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes: what a time zone code that does not exist can raise.
    const int InvalidArgument = -2147220989;
    const int NoSuchRow = -2147220969;

    readonly IOrganizationServiceFactory services;
    readonly Lazy<IOrganizationService> asSystem;
    readonly Lazy<IOrganizationService> asCaller;
    readonly Lazy<Entity?> userSettings;
    readonly Lazy<Settings> settings;
    readonly Lazy<LocalDate> today;

    PluginCall(IServiceProvider provider)
    {
        Context = Service<IPluginExecutionContext>(provider);
        Now = Context.OperationCreatedOn == default ? SandboxClock() : Context.OperationCreatedOn;
        Trace = Service<ITracingService>(provider);
        services = Service<IOrganizationServiceFactory>(provider);
        asSystem = new Lazy<IOrganizationService>(() => services.CreateOrganizationService(null));
        asCaller = new Lazy<IOrganizationService>(() => services.CreateOrganizationService(Context.InitiatingUserId));
        userSettings = new Lazy<Entity?>(ReadUserSettings);
        settings = new Lazy<Settings>(() => Settings.Read(AsSystem, Language));
        today = new Lazy<LocalDate>(ReadToday);
    }

    internal IPluginExecutionContext Context { get; }

    /// <summary>The instant at which the operation began, UTC.</summary>
    /// <remarks>
    /// From the platform, so that a job and its retries agree. Microsoft's reference speaks of OperationCreatedOn for system jobs and leaves open whether a
    /// synchronous step has it (https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.operationcreatedon): where it is empty, the clock of
    /// the sandbox stands in, the only one a plug-in can ask. A date of the year 1 would judge every contract wrongly.
    /// </remarks>
    internal DateTime Now { get; }

    internal ITracingService Trace { get; }

    /// <summary>Acts as SYSTEM, past all roles. Only for what the caller may do or see anyway.</summary>
    internal IOrganizationService AsSystem => asSystem.Value;

    /// <summary>Acts as whoever caused the call.</summary>
    internal IOrganizationService AsCaller => asCaller.Value;

    /// <summary>Language of the caller's user interface.</summary>
    internal Language Language => Languages.FromLcid(userSettings.Value?.GetAttributeValue<int?>("uilanguageid"));

    /// <summary>The caller's local date when the operation began. See <see cref="Now"/>.</summary>
    internal LocalDate Today => today.Value;

    /// <summary>The product's settings. Requests: 1, once.</summary>
    internal Settings Settings => settings.Value;

    /// <summary>The row that Create or Update writes; a plugin of an early stage may change it.</summary>
    internal Entity Target => Context.InputParameters.TryGetValue("Target", out var value) && value is Entity target ? target : throw NoParameter("Target");

    internal bool IsMessage(string name) => string.Equals(Context.MessageName, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an operation of the product, a Custom API with its prefix, caused this event, or a step that says so (<see cref="MarkAsProduct"/>).</summary>
    internal bool IsPartOfProduct => HasParent(static parent =>
        parent.MessageName?.StartsWith("off_", StringComparison.OrdinalIgnoreCase) == true || parent.SharedVariables.ContainsKey(ProductMark));

    /// <summary>Whether a message caused this event.</summary>
    internal bool IsPartOf(string message) => HasParent(parent => string.Equals(parent.MessageName, message, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the erasure masks, closes again or deletes a row here: what guards the work of people must not keep personal data.</summary>
    internal bool IsPartOfErasure => IsPartOf("off_RunRetention") || IsPartOf("off_RunNightly");

    /// <summary>Lets what this step writes pass as written by the product. Shared variables come from steps only: no caller can set one.</summary>
    internal void MarkAsProduct() => Context.SharedVariables[ProductMark] = true;

    internal static PluginCall From(IServiceProvider provider) => new(provider);

    /// <summary>A parameter of the message.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-9001: it is missing or of another type.</exception>
    internal T Required<T>(string parameter)
        where T : class => Optional<T>(parameter) ?? throw NoParameter(parameter);

    /// <summary>A parameter of the message; null: it was not given.</summary>
    internal T? Optional<T>(string parameter)
        where T : class => Context.InputParameters.TryGetValue(parameter, out var value) ? value as T : null;

    /// <summary>A parameter that holds a day as YYYY-MM-DD; null: it was not given.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-9002: it is no day.</exception>
    internal LocalDate? OptionalDate(string parameter)
    {
        if (Optional<string>(parameter) is not { Length: > 0 } text) return null;
        return LocalDate.TryParse(text, out var day) ? day : throw Refusal.Of("OFF-9002", Language, "parameter", parameter, "value", text);
    }

    /// <summary>A text parameter without blanks around it; null: it was not given, or is blank.</summary>
    internal string? OptionalText(string parameter) => Optional<string>(parameter)?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A parameter that is a value, as an id or yes or no; null: it was not given.</summary>
    internal T? OptionalValue<T>(string parameter)
        where T : struct => Context.InputParameters.TryGetValue(parameter, out var value) && value is T given ? given : null;

    /// <summary>An id that must be given.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-9001: it is missing or empty.</exception>
    internal Guid RequiredId(string parameter) =>
        OptionalValue<Guid>(parameter) is { } id && id != Guid.Empty ? id : throw NoParameter(parameter);

    /// <summary>A text that must be given and must not be blank.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-9001: it is missing or blank.</exception>
    internal string RequiredText(string parameter) => OptionalText(parameter) ?? throw NoParameter(parameter);

    /// <summary>A text that is one of a list of codes; null: it was not given.</summary>
    /// <param name="parameter">Name of the parameter.</param>
    /// <param name="fromCode">The option of a code; null: there is none.</param>
    /// <param name="expected">All codes, for the error.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-9004: no such code.</exception>
    internal T? OptionalCode<T>(string parameter, Func<string, T?> fromCode, string expected)
        where T : struct
    {
        if (OptionalText(parameter) is not { } text) return null;
        return fromCode(text) ?? throw Refusal.Of("OFF-9004", Language, "parameter", parameter, "value", text, "expected", expected);
    }

    /// <summary>The date of <see cref="Now"/> in a time zone. Requests: 1.</summary>
    /// <param name="timeZoneCode">Dataverse's code, as 110.</param>
    internal LocalDate DayIn(int timeZoneCode)
    {
        var request = new LocalTimeFromUtcTimeRequest { TimeZoneCode = timeZoneCode, UtcTime = Now };
        return LocalDate.FromDateTime(((LocalTimeFromUtcTimeResponse)AsSystem.Execute(request)).LocalTime);
    }

    /// <summary>The date of <see cref="Now"/> in the time zone of jobs, setting off_TimeZoneCode. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-5006: the setting is no time zone code.</exception>
    internal LocalDate DayOfJobs()
    {
        try
        {
            return DayIn(Settings.TimeZoneCode);
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode is InvalidArgument or NoSuchRow)
        {
            throw Refusal.Of("OFF-5006", Language, "value", Settings.TimeZoneCode.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>How many minutes the time zone of jobs is ahead of UTC on the first day of a month of this year. Requests: 1.</summary>
    internal int MinutesAhead(int month)
    {
        var noon = new DateTime(Now.Year, month, 1, 12, 0, 0, DateTimeKind.Utc);
        var request = new LocalTimeFromUtcTimeRequest { TimeZoneCode = Settings.TimeZoneCode, UtcTime = noon };
        return (int)((((LocalTimeFromUtcTimeResponse)AsSystem.Execute(request)).LocalTime.Ticks - noon.Ticks) / TimeSpan.TicksPerMinute);
    }

    /// <summary>Answers with an output parameter; null answers nothing.</summary>
    internal void Return(string parameter, object? value)
    {
        if (value != null) Context.OutputParameters[parameter] = value;
    }

    /// <summary>Answers a step of a loop as all loops do; what else it says, it adds.</summary>
    /// <param name="more">Whether another step is to follow.</param>
    /// <param name="token">Where that one goes on; null: from the beginning, or nowhere.</param>
    /// <param name="processed">Rows handled.</param>
    /// <param name="failed">Rows set aside.</param>
    internal void ReturnStep(bool more, string? token, int processed, int failed)
    {
        Return("More", more);
        Return("Token", token);
        Return("Processed", processed);
        Return("Failed", failed);
        Return("RetryAfterSeconds", 0);
    }

    /// <summary>Answers a step of a part of a night that another step follows at once.</summary>
    /// <param name="token">Where that one goes on.</param>
    /// <param name="processed">Rows handled.</param>
    /// <param name="failed">Rows set aside.</param>
    /// <param name="report">What a person should know.</param>
    internal void ReturnLoopStep(string token, int processed, int failed, string report)
    {
        ReturnStep(more: true, token, processed, failed);
        Return("NextDue", Now);
        Return("Report", report);
    }

    /// <summary>Answers the last step of a loop that reports.</summary>
    /// <param name="processed">Rows handled.</param>
    /// <param name="failed">Rows set aside.</param>
    /// <param name="nextDue">When the loop is next to be begun.</param>
    /// <param name="report">What a person should know.</param>
    internal void ReturnLoopEnd(int processed, int failed, DateTime nextDue, string report)
    {
        ReturnStep(more: false, token: null, processed, failed);
        Return("NextDue", nextDue);
        Return("Report", report);
    }

#pragma warning disable RS0030 // see Now: the platform named no instant
    static DateTime SandboxClock() => DateTime.UtcNow;
#pragma warning restore RS0030

    InvalidPluginExecutionException NoParameter(string parameter) =>
        Refusal.Of("OFF-9001", Language, "message", Context.MessageName, "parameter", parameter);

    bool HasParent(Func<IPluginExecutionContext, bool> isIt)
    {
        for (var parent = Context.ParentContext; parent is not null; parent = parent.ParentContext)
            if (isIt(parent)) return true;

        return false;
    }

    Entity? ReadUserSettings()
    {
        var query = new QueryExpression("usersettings") { ColumnSet = new ColumnSet("uilanguageid", "timezonecode"), TopCount = 1 };
        query.Criteria.AddCondition("systemuserid", ConditionOperator.Equal, Context.InitiatingUserId);
        var rows = AsSystem.RetrieveMultiple(query).Entities;
        return rows.Count == 0 ? null : rows[0];
    }

    // Application users and SYSTEM have no time zone of their own: theirs is the organization's, for jobs.
    LocalDate ReadToday() => userSettings.Value?.GetAttributeValue<int?>("timezonecode") is { } own ? DayIn(own) : DayOfJobs();

    static T Service<T>(IServiceProvider provider)
        where T : class =>
        provider.GetService(typeof(T)) as T ?? throw new InvalidOperationException("The sandbox gave no " + typeof(T).Name + ".");
}
