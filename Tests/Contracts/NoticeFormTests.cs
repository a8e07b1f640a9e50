using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts;

/// <summary>Decision table: which form of notice is enough. "any" stands for every value.</summary>
public class NoticeFormTests
{
    // required, given, consumer protected by § 309 Nr. 13 b BGB → good
    static readonly string[][] Table =
    [
        ["none", "any", "any", "good"],
        ["text", "oral", "any", "void"],
        ["text", "email|fax|portal|letter|qes", "any", "good"],
        ["written_agreed", "oral", "any", "void"],
        ["written_agreed", "email|fax|portal|letter|qes", "any", "good"],
        ["written", "oral", "any", "void"],
        ["written", "email|fax|portal", "no", "void"],
        ["written", "email|fax|portal", "yes", "good"],
        ["written", "letter|qes", "any", "good"],
    ];

    static readonly string[] Required = ["none", "text", "written_agreed", "written"];
    static readonly string[] Given = ["oral", "email", "fax", "portal", "letter", "qes"];
    static readonly string[] Protected = ["yes", "no"];

    [Fact]
    public void No_combination_is_missing_or_decided_twice()
    {
        foreach (var required in Required)
            foreach (var given in Given)
                foreach (var isProtected in Protected)
                    Assert.Single(Table, row => Covers(row, required, given, isProtected));
    }

    [Fact]
    public void R10_a_notice_is_good_or_void_by_its_form_as_in_the_table()
    {
        foreach (var required in Required)
            foreach (var given in Given)
                foreach (var (isProtected, changes) in Situations())
                {
                    var expected = Table.Single(row => Covers(row, required, given, isProtected))[3];
                    var evaluation = ContractSample.Evaluate(
                        "2026-03-20",
                        $"party=customer|start=2017-07-01|concluded_on=2017-06-01|notice_received=2026-03-10|required_form={required}|notice_form={given}|{changes}");

                    Assert.True(evaluation.IsNoticeGiven == (expected == "good"), $"{required}, {given}, {changes}: should be {expected}.");
                    Assert.Equal(expected == "void", evaluation.Alerts.HasFlag(ContractAlerts.NoticeFormInvalid));
                }
    }

    [Fact]
    public void Where_a_form_is_required_the_form_given_must_be_known()
    {
        Assert.Equal(MissingFact.NoticeForm, Assert.Single(ContractSample.Evaluate("2026-03-20", "notice_received=2026-03-10|required_form=text").Missing));
        Assert.Empty(ContractSample.Evaluate("2026-03-20", "notice_received=2026-03-10|required_form=none").Missing);
        Assert.Empty(ContractSample.Evaluate("2026-03-20", "required_form=text").Missing);
    }

    // Each condition of the protection by itself is not enough.
    static IEnumerable<(string IsProtected, string Changes)> Situations() =>
    [
        ("yes", "customer_type=consumer"),
        ("yes", "customer_type=consumer|concluded_on=2016-10-01"),
        ("yes", "customer_type=consumer|party=supplier|notice_by=customer"),
        ("no", "customer_type=consumer|concluded_on=2016-09-30"),
        ("no", "customer_type=consumer|terms=negotiated"),
        ("no", "customer_type=business"),
        ("no", "customer_type=consumer|notice_by=supplier"),
    ];

    static bool Covers(string[] row, params string[] values) =>
        values.Select((value, i) => row[i] == "any" || row[i].Split('|').Contains(value, StringComparer.Ordinal)).All(covered => covered);
}
