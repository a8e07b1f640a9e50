using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>Operators on dates. It is Wednesday, 12 May 2027, 11:30 in Berlin (09:30 UTC).</summary>
public class DateOperatorTests
{
    readonly QueryWorld world = new();

    [Theory]
    [InlineData("yesterday", null, "05-11")]
    [InlineData("today", null, "05-12")]
    [InlineData("tomorrow", null, "05-13")]
    [InlineData("last-seven-days", null, "05-05..05-12")]
    [InlineData("next-seven-days", null, "05-12..05-19")]
    [InlineData("last-week", null, "05-02..05-08")]
    [InlineData("this-week", null, "05-09..05-15")]
    [InlineData("next-week", null, "05-16..05-22")]
    [InlineData("last-month", null, "04-01..04-30")]
    [InlineData("this-month", null, "05-01..05-31")]
    [InlineData("next-month", null, "06-01..06-30")]
    [InlineData("this-year", null, "03-01..07-31")]
    [InlineData("last-x-days", "3", "05-09..05-12")]
    [InlineData("next-x-days", "3", "05-12..05-15")]
    [InlineData("last-x-weeks", "1", "05-05..05-12")]
    [InlineData("next-x-weeks", "1", "05-12..05-19")]
    [InlineData("last-x-months", "1", "04-12..05-12")]
    [InlineData("next-x-months", "1", "05-12..06-12")]
    [InlineData("olderthan-x-days", "60", "03-01..03-12")]
    [InlineData("olderthan-x-weeks", "10", "03-01..03-02")]
    [InlineData("olderthan-x-months", "2", "03-01..03-11")]
    [InlineData("on", "2027-05-12", "05-12")]
    [InlineData("on-or-before", "2027-03-03", "03-01..03-03")]
    [InlineData("on-or-after", "2027-07-30", "07-30..07-31")]
    [InlineData("eq", "2027-05-12", "05-12")]
    [InlineData("gt", "2027-07-29", "07-30..07-31")]
    [InlineData("lt", "2027-03-03", "03-01..03-02")]
    public void An_operator_means_certain_days(string op, string? value, string expected)
    {
        for (var day = new DateTime(2027, 3, 1); day < new DateTime(2027, 8, 1); day = day.AddDays(1)) world.Add(QueryWorld.Contract, ("test_start", day));

        var days = Run("test_start", op, value).Entities.Select(row => ((DateTime)row["test_start"]).ToString("MM-dd", CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(expected, days.Count == 1 ? days[0] : $"{days[0]}..{days[^1]}");
    }

    [Theory]
    [InlineData("today", null, "22:00 21:59")]
    [InlineData("on", "2027-05-12", "22:00 21:59")]
    [InlineData("last-x-days", "1", "21:59 22:00")]
    [InlineData("on-or-after", "2027-05-13", "22:00")]
    [InlineData("lt", "2027-05-12", "21:59")]
    [InlineData("ge", "2027-05-12T22:00:00Z", "22:00")]
    [InlineData("ge", "2027-05-13T00:00:00", "22:00")]
    public void A_day_of_a_moment_is_a_day_in_the_zone_of_the_caller(string op, string? value, string expected)
    {
        // Berlin's 12 May lasts from 11 May 22:00 to 12 May 22:00 UTC.
        foreach (var moment in new[] { (11, 21, 59), (11, 22, 0), (12, 21, 59), (12, 22, 0) })
        {
            world.Add(QueryWorld.Contract, ("test_signed", new DateTime(2027, 5, moment.Item1, moment.Item2, moment.Item3, 0, DateTimeKind.Utc)));
        }

        var times = Run("test_signed", op, value).Entities.Select(row => ((DateTime)row["test_signed"]).ToString("HH:mm", CultureInfo.InvariantCulture));

        Assert.Equal(expected, string.Join(' ', times));
    }

    [Theory]
    [InlineData("last-x-hours", "2", "09:00 11:30")]
    [InlineData("next-x-hours", "1", "11:30 12:59")]
    [InlineData("olderthan-x-hours", "2", "08:59")]
    [InlineData("olderthan-x-minutes", "31", "08:59 09:00")]
    public void Hours_are_counted_from_the_full_hour(string op, string value, string expected)
    {
        foreach (var (hour, minute) in new[] { (8, 59), (9, 0), (11, 30), (12, 59), (13, 0) })
        {
            world.Add(QueryWorld.Contract, ("test_signed", new DateTime(2027, 5, 12, hour - 2, minute, 0, DateTimeKind.Utc)));
        }

        var times = Run("test_signed", op, value).Entities.Select(row => ((DateTime)row["test_signed"]).AddHours(2).ToString("HH:mm", CultureInfo.InvariantCulture));

        Assert.Equal(expected, string.Join(' ', times));
    }

    [Theory, Trait("fidelity", "F222")]
    [InlineData("last-x-hours")]
    [InlineData("next-x-hours")]
    [InlineData("olderthan-x-hours")]
    [InlineData("olderthan-x-minutes")]
    public void A_day_has_no_hours(string op)
    {
        Assert.Equal(-2147217120, QueryWorld.FaultOf(() => Run("test_start", op, "1")).ErrorCode);
    }

    [Fact]
    public void A_count_that_leaves_the_calendar_is_refused()
    {
        Assert.Equal(-2147217144, QueryWorld.FaultOf(() => Run("test_start", "last-x-years", "9000")).ErrorCode);
    }

    [Fact]
    public void A_moment_without_kind_is_utc_except_where_the_operator_names_a_day()
    {
        world.Add(QueryWorld.Contract, ("test_name", "Morning"), ("test_signed", new DateTime(2027, 5, 11, 23, 0, 0, DateTimeKind.Utc)));

        Assert.Equal("Morning", world.Names(QueryWorld.Contract, "test_signed", ConditionOperator.Equal, new DateTime(2027, 5, 11, 23, 0, 0)));
        Assert.Equal("Morning", world.Names(QueryWorld.Contract, "test_signed", ConditionOperator.On, new DateTime(2027, 5, 12)));
        Assert.Equal("", world.Names(QueryWorld.Contract, "test_signed", ConditionOperator.NotOn, new DateTime(2027, 5, 12)));
    }

    Microsoft.Xrm.Sdk.EntityCollection Run(string column, string op, string? value)
    {
        var attribute = value is null ? "" : $"value='{value}'";
        return world.Fetch($"<fetch><entity name='test_contract'><attribute name='{column}'/><order attribute='{column}'/><filter><condition attribute='{column}' operator='{op}' {attribute}/></filter></entity></fetch>");
    }
}
