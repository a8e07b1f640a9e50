using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary><c>off_LiftSuppression</c>: a person who is on the do-not-reimport list and has no row here any more consented anew; her row may be created again.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvWriteoff_Suppression). In: Email, FirstName, LastName, BirthDate (String, optional; one e-mail address, or name and birth date),
/// ConsentOn (String YYYY-MM-DD). Out: Lifted (Integer). Nothing that was passed in is stored: the consent itself is recorded at the new contact.</para>
/// <para>Requests: 2 (caller's settings, local time; with the settings 3), 1 for the key, 1 for the entries, 1 for each entry that is lifted.</para>
/// </remarks>
public sealed class LiftSuppression : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-9001, OFF-9002: a parameter; OFF-3521: nothing to look for; OFF-3543: the consent lies in the future; OFF-3544: no entry that old.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        _ = call.RequiredText("ConsentOn");
        var consentOn = call.OptionalDate("ConsentOn")!.Value;
        var today = call.DayOfJobs();
        if (consentOn > today) throw Refusal.Of("OFF-3543", call.Language, "day", consentOn.ToString(), "today", today.ToString());

        var list = new SuppressionList(call.AsSystem, call.Context.OrganizationId, call.Language);
        var email = call.OptionalText("Email");
        if (PersonValues.Email(email) is null && PersonValues.NameAndBirthDate(call.OptionalText("FirstName"), call.OptionalText("LastName"), call.OptionalDate("BirthDate")) is null)
            throw Refusal.Of("OFF-3521", call.Language);

        var lifted = list.KeyOrNull() is { } key
            ? list.Lift(key.Of([email], call.OptionalText("FirstName"), call.OptionalText("LastName"), call.OptionalDate("BirthDate")), consentOn)
            : 0;
        if (lifted == 0) throw Refusal.Of("OFF-3544", call.Language, "day", consentOn.ToString());

        call.Return("Lifted", lifted);
    }
}
