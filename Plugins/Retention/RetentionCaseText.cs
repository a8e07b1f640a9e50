using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>Reads a case column by column in the order in which defects count; the first one ends the reading.</summary>
sealed class RetentionCaseText
{
    readonly Func<string, string?> textOf;
    string? defect;

    internal RetentionCaseText(Func<string, string?> textOf) => this.textOf = textOf;

    internal RetentionCase Read()
    {
        // Initializers run in the order in which they are written: that of the validation.
        var read = new RetentionCase
        {
            IsFromText = true,
            Jurisdictions = List("jurisdictions", KnownValues.IsPack, CaseDefect.UnknownJurisdiction, isNeeded: true),
            Sectors = List("sectors", KnownValues.IsSector, CaseDefect.UnknownSector),
            LawDate = Date("law_date", isNeeded: true).GetValueOrDefault(),
            Today = Date("today", isNeeded: true).GetValueOrDefault(),
            StartEvents = Events(),
            Flags = List("flags", KnownValues.IsFlag, CaseDefect.UnknownFlag),
            FiscalYearEnd = YearEnd(),
            ProceedingsOpen = End("proceedings_open"),
            DependencyEnd = End("dependency_end"),
            HasOtherActiveAccounts = IsPositive("other_active_accounts"),
            ConsentStanding = IsYes("consent_standing"),
            Holds = Holds(),
            ErasureRequest = Date("erasure_request"),
            RestrictionRequest = Date("restriction_request"),
            ReactivatedOn = Date("reactivated_on"),
            ErasedOn = Date("erased_on"),
            RecordClass = Text("record_class"),
            TextDefect = defect,
        };
        return read;
    }

    string Text(string column) => textOf(column) ?? "";

    void Found(string code) => defect ??= code;

    IReadOnlyList<string> List(string column, Func<string, bool> isKnown, string code, bool isNeeded = false)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            if (isNeeded) Found(code);
            return [];
        }

        var parts = text.Split(';');
        if (!Array.TrueForAll(parts, part => isKnown(part))) Found(code);
        return parts;
    }

    LocalDate? Date(string column, bool isNeeded = false)
    {
        var text = Text(column);
        if (text.Length == 0 && !isNeeded) return null;
        if (LocalDate.TryParse(text, out var day)) return day;

        Found(CaseDefect.BadDate);
        return null;
    }

    Dictionary<string, LocalDate> Events()
    {
        var events = new Dictionary<string, LocalDate>(StringComparer.Ordinal);
        var text = Text("start_events");
        if (text.Length == 0) return events;

        foreach (var entry in text.Split(';'))
        {
            var equals = entry.IndexOf('=');
            var name = equals < 0 ? entry : entry.Substring(0, equals);
            if (!KnownValues.IsEvent(name)) Found(CaseDefect.UnknownEvent);
            else if (events.ContainsKey(name)) Found(CaseDefect.DuplicateEvent);
            else if (LocalDate.TryParse(equals < 0 ? "" : entry.Substring(equals + 1), out var day)) events.Add(name, day);
            else Found(CaseDefect.BadDate);
        }

        return events;
    }

    FiscalYearEnd YearEnd()
    {
        if (!FiscalYearEnd.TryParse(Text("fiscal_year_end"), out var end)) Found(CaseDefect.BadFiscalYearEnd);
        return end;
    }

    RetentionEnd? End(string column)
    {
        var text = Text(column);
        if (text.Length == 0) return null;
        if (RetentionEnd.TryParse(text, out var end)) return end;

        Found(CaseDefect.BadDate);
        return null;
    }

    // A count may be longer than any number type; whether it is zero is all that matters.
    bool IsPositive(string column)
    {
        var isPositive = false;
        foreach (var c in Text(column))
        {
            if (c is < '0' or > '9') Found(CaseDefect.BadNumber);
            isPositive |= c != '0';
        }

        return isPositive;
    }

    bool IsYes(string column)
    {
        var text = Text(column);
        if (text is not ("" or "yes" or "no")) Found(CaseDefect.BadFlag);
        return text == "yes";
    }

    List<HoldSpan> Holds()
    {
        var holds = new List<HoldSpan>();
        var text = Text("holds");
        if (text.Length == 0) return holds;

        foreach (var entry in text.Split(';'))
        {
            var parts = entry.Split(':');
            if (parts.Length != 3 || parts[0].Length == 0) Found(CaseDefect.BadHold);
            else if (!LocalDate.TryParse(parts[1], out var placed)) Found(CaseDefect.BadDate);
            else if (parts[2].Length == 0) holds.Add(new HoldSpan(parts[0], placed, released: null));
            else if (!LocalDate.TryParse(parts[2], out var released)) Found(CaseDefect.BadDate);
            else if (released < placed) Found(CaseDefect.HoldOrder);
            else holds.Add(new HoldSpan(parts[0], placed, released));
        }

        return holds;
    }
}
