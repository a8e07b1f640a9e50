using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace LocalDataverse.Web.App.Screens;

/// <summary>How a control of a form is drawn.</summary>
public enum ControlKind
{
    /// <summary>Not known here: a placeholder says so.</summary>
    Unknown,

    /// <summary>A column, by its type.</summary>
    Field,

    /// <summary>A list of rows, or a chart of them.</summary>
    Subgrid,

    /// <summary>A quick view form of a related row.</summary>
    QuickView,

    /// <summary>A page of the solution.</summary>
    WebResource,

    /// <summary>Activities and notes.</summary>
    Timeline,
}

/// <summary>Controls by their class id.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/model-driven-apps/form-xml-schema</remarks>
internal static class ControlKinds
{
    static readonly FrozenDictionary<Guid, ControlKind> Known = new Dictionary<Guid, ControlKind>
    {
        // Text and phone, multi-line, e-mail, URL, ticker, lookup, choice, status reason, choices, yes/no, date, whole number, decimal, floating point, money, file, duration, language, time zone.
        [new("4273EDBD-AC1D-40D3-9FB2-095C621B552D")] = ControlKind.Field,
        [new("E0DECE4B-6FC8-4A8F-A065-082708572369")] = ControlKind.Field,
        [new("ADA2203E-B4CD-49BE-9DDF-234642B43B52")] = ControlKind.Field,
        [new("71716B6C-711E-476C-8AB8-5D11542BFB47")] = ControlKind.Field,
        [new("270BD3DB-D9AF-4782-9025-509E298DEC0A")] = ControlKind.Field,
        [new("3EF39988-22BB-4F0B-BBBE-64B5A3748AEE")] = ControlKind.Field,
        [new("5D68B988-0661-4DB2-BC3E-17598AD3BE6C")] = ControlKind.Field,
        [new("4AA28AB7-9C13-4F57-A73D-AD894D048B5F")] = ControlKind.Field,
        [new("67FAC785-CD58-4F9F-ABB3-4B7DDC6ED5ED")] = ControlKind.Field,
        [new("5B773807-9FB2-42DB-97C3-7A91EFF8ADFF")] = ControlKind.Field,
        [new("C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F")] = ControlKind.Field,
        [new("C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E")] = ControlKind.Field,
        [new("0D2C745A-E5A8-4C8F-BA63-C6D3BB604660")] = ControlKind.Field,
        [new("533B9E00-756B-4312-95A0-DC888637AC78")] = ControlKind.Field,
        [new("0A7FF475-B016-4687-9CE5-042BFDBD6519")] = ControlKind.Field,
        [new("AA987274-CE4E-4271-A803-66164311A958")] = ControlKind.Field,
        [new("E7A81278-8635-4D9E-8D4D-59480B391C5B")] = ControlKind.Subgrid,
        [new("5C5600E0-1D6E-4205-A272-BE80DA87FD42")] = ControlKind.QuickView,
        [new("9FDF5F91-88B1-47F4-AD53-C11EFC01A01D")] = ControlKind.WebResource,
        [new("06375649-C143-495E-A496-C962E5B4488E")] = ControlKind.Timeline,
    }.ToFrozenDictionary();

    internal static ControlKind Of(Guid classId) => Known.GetValueOrDefault(classId);
}
