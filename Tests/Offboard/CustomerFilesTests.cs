using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Offboard;
using Offboard.Import;

namespace Offboarding.Tests.Offboard;

/// <summary>Reading accounts.csv and contracts.csv of a user: what is taken, what is named, what is refused.</summary>
public sealed class CustomerFilesTests : IDisposable
{
    const string Accounts = "number,name\nK-1,Nord GmbH\nK-2,Süd AG\n";

    static readonly IReadOnlyList<FactColumn> Columns =
    [
        new("start", "off_start", FactKind.Date, FactColumn.NoCodes),
        new("initial_term", "off_initialterm", FactKind.Text, FactColumn.NoCodes) { MaxLength = 10 },
        new("max_end", "off_maxend", FactKind.Date, FactColumn.NoCodes),
        new("holidays", "off_holidays", FactKind.Text, FactColumn.NoCodes),
        new("in_term_notice", "off_intermnotice", FactKind.YesNo, FactColumn.NoCodes),
        new("post_end_days", "off_postenddays", FactKind.WholeNumber, FactColumn.NoCodes) { Min = 0, Max = 36500 },
        new("monthly_fee", "off_monthlyfee", FactKind.Money, FactColumn.NoCodes) { Min = 0, Max = 1000000 },
        new("party", "off_party", FactKind.Choice, new Dictionary<string, int>(StringComparer.Ordinal) { ["supplier"] = 727000000, ["customer"] = 727000001 }),
    ];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Columns_may_stand_in_any_order_and_unknown_ones_are_named_once()
    {
        var data = Read(Accounts, "start;note;Account;Number\n2024-01-01;hello;K-1;V-1\n2024-02-01;;K-2;V-2\n");

        Assert.Empty(data.Defects);
        Assert.Equal(["V-1", "V-2"], data.Contracts.Contracts.Select(contract => contract.Number));
        Assert.Equal(["contracts.csv: ignored note."], data.IgnoredColumns);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public void The_separator_is_found_in_the_header(char separator)
    {
        var data = Read(Accounts.Replace(',', separator), "number,account,start\nV-1,K-1,2024-01-31\n".Replace(',', separator));

        Assert.Equal(new DateTime(2024, 1, 31), Assert.Single(data.Contracts.Contracts).Values["off_start"]);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Unicode_files_are_read_with_their_byte_order_mark(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = (mark ? encoding.GetPreamble() : []).Concat(encoding.GetBytes(Accounts)).ToArray();

        var data = Read(bytes, Bytes("number,account\nV-1,Süd AG\n"));

        Assert.Equal("K-2", Assert.Single(data.Contracts.Contracts).Account);
    }

    [Fact]
    public void A_file_in_windows_1252_is_refused_with_its_line_and_what_to_save_as()
    {
        var refusal = Assert.Throws<CommandFailure>(() => Read(Encoding.Latin1.GetBytes(Accounts), Bytes("number,account\n")));

        Assert.Equal(
            "The encoding of accounts.csv cannot be read: line 3 holds bytes that are not UTF-8, as files in Windows-1252 do. " +
            "Save the file as UTF-8; in Excel: \"CSV UTF-8 (comma delimited)\".",
            refusal.Message);
    }

    [Fact]
    public void Utf_16_without_byte_order_mark_is_refused()
    {
        var refusal = Assert.Throws<CommandFailure>(() => Read(Encoding.Unicode.GetBytes("number,name\n"), Bytes("number,account\n")));

        Assert.Contains("zero character", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_may_all_be_german()
    {
        var data = Read(Accounts, "number,account,start,max_end,holidays\nV-1,K-1,1.3.2024,31.12.2026,25.12.2024;26.12.2024\n");

        var values = Assert.Single(data.Contracts.Contracts).Values;
        Assert.Equal(new DateTime(2024, 3, 1), values["off_start"]);
        Assert.Equal(new DateTime(2026, 12, 31), values["off_maxend"]);
        Assert.Equal("2024-12-25;2024-12-26", values["off_holidays"]);
    }

    [Fact]
    public void Two_date_formats_in_one_file_are_refused_by_name()
    {
        var refusal = Assert.Throws<CommandFailure>(
            () => Read(Accounts, "number,account,start,max_end\nV-1,K-1,2024-01-02,\nV-2,K-1,2024-01-02,01.02.2026\n"));

        Assert.Equal(
            "contracts.csv mixes two date formats: line 2, column start has 2024-01-02; line 3, column max_end has 01.02.2026. " +
            "Write all dates of the file as 2026-03-31 or all as 31.03.2026. Nothing of the file was read.",
            refusal.Message);
    }

    [Theory]
    [InlineData("start", "2024-02-31", "a day that exists, from 1753 on, as 2026-03-31")]
    [InlineData("start", "0202-03-01", "a day that exists, from 1753 on, as 2026-03-31")]
    [InlineData("initial_term", "twelve months", "text of at most 10 characters")]
    [InlineData("party", "we", "one of supplier, customer")]
    [InlineData("monthly_fee", "1.200", "a number without thousands separator, as 1199.50 or 1199,50, up to 1000000")]
    [InlineData("monthly_fee", "1000000.01", "a number without thousands separator, as 1199.50 or 1199,50, up to 1000000")]
    [InlineData("post_end_days", "2,5", "a whole number from 0 to 36500")]
    [InlineData("post_end_days", "-1", "a whole number from 0 to 36500")]
    [InlineData("in_term_notice", "perhaps", "yes or no")]
    [InlineData("flags", "suspended;resting", "any of suspended, suspension_extends, still_performed, button_missing, online, switch, open_services, no_supply_duty, cause_confirmed, separated by semicolons")]
    public void An_unreadable_cell_is_named_and_keeps_its_contract_from_looking_harmless(string column, string value, string expected)
    {
        var data = Read(Accounts, $"number,account,{column}\nV-1,K-1,\nV-2,K-2,\"{value}\"\n");

        var defect = Assert.Single(data.Defects);
        Assert.Equal(("contracts.csv", 3, column, expected), (defect.File, defect.Line, defect.Column, defect.Expected));
        Assert.StartsWith(column + "=", Assert.Single(data.Contracts.Contracts[1].Unreadable), StringComparison.Ordinal);
        Assert.Equal(2, data.Contracts.Contracts.Count);
    }

    [Theory]
    [InlineData("1199.50", 1199.50)]
    [InlineData("1199,50", 1199.50)]
    [InlineData("250", 250)]
    public void Amounts_have_a_point_or_a_comma_before_the_cents(string text, double amount)
    {
        var data = Read(Accounts, $"number;account;monthly_fee\nV-1;K-1;{text}\n");

        Assert.Equal((decimal)amount, ((Money)Assert.Single(data.Contracts.Contracts).Values["off_monthlyfee"]).Value);
    }

    [Fact]
    public void A_contract_of_an_unknown_account_is_left_out_and_named()
    {
        var data = Read(Accounts, "number,account\nV-1,K-9\nV-2,K-1\n");

        var defect = Assert.Single(data.Defects);
        Assert.Equal(("contracts.csv", 2, "account", "K-9"), (defect.File, defect.Line, defect.Column, defect.Value));
        Assert.Equal("V-2", Assert.Single(data.Contracts.Contracts).Number);
    }

    [Fact]
    public void A_duplicate_contract_number_is_named_with_the_line_of_the_first_and_counts_as_unknown()
    {
        var data = Read(Accounts, "number,account\nV-1,K-1\nV-1,K-2\n");

        var defect = Assert.Single(data.Defects);
        Assert.Equal(("number", "V-1", "a number that line 2 does not have"), (defect.Column, defect.Value, defect.Expected));
        Assert.Equal(["V-1", "V-1 (line 3)"], data.Contracts.Contracts.Select(contract => contract.Number));
        Assert.Equal(["number=V-1"], data.Contracts.Contracts[1].Unreadable);
    }

    [Fact]
    public void A_missing_contract_number_is_named_and_counts_as_unknown()
    {
        var data = Read(Accounts, "number,account\n,K-1\n");

        Assert.Equal("a contract number of at most 100 characters", Assert.Single(data.Defects).Expected);
        Assert.Equal(["number="], Assert.Single(data.Contracts.Contracts).Unreadable);
    }

    [Theory]
    [InlineData("number,name\nK-1,A\nK-1,B\n", 3, "number", "a number that line 2 does not have")]
    [InlineData("number,name\nK-1,A\n,B\n", 3, "number", "an account number")]
    [InlineData("number,name\nK-1,A\nK-2,\n", 3, "name", "the account's name")]
    [InlineData("number,name\nK-1,A\nK-123456789012345678901,B\n", 3, "number", "text of at most 20 characters")]
    [InlineData("number,name,parent\nK-1,A,\nK-2,B,K-9\n", 3, "parent", "the number of an account in this file")]
    [InlineData("number,name,parent\nK-1,A,K-1\n", 2, "parent", "a parent that is not below this account")]
    public void A_defective_account_is_named_and_the_good_ones_go_on(string accounts, int line, string column, string expected)
    {
        var data = Read(accounts, "number,account\n");

        var defect = data.Defects[0];
        Assert.Equal(("accounts.csv", line, column, expected), (defect.File, defect.Line, defect.Column, defect.Expected));
        Assert.Contains(data.Accounts.Accounts, account => account.Number == "K-1");
    }

    [Theory]
    [InlineData("", "accounts.csv is empty.")]
    [InlineData("name\nA\n", "accounts.csv has no column number; it has name.")]
    [InlineData("number,name,Name\nK,A,B\n", "accounts.csv has the column name 2 times.")]
    [InlineData("number\tname\nK\tA\n", "The header of accounts.csv is separated by tabs.")]
    [InlineData("number,name\nK,A,B,C\n", "accounts.csv line 2 has 4 cells, but the header names 2 columns.")]
    [InlineData("number,name\nK,A\"B\"C\n", "accounts.csv line 2: a quotation mark opens or closes where it cannot.")]
    [InlineData("number,name\nK,\"A\nL,B\n", "accounts.csv line 2: a quotation mark opens or closes where it cannot.")]
    [InlineData("number,name\n", "accounts.csv holds no usable account.")]
    public void A_file_that_cannot_be_read_as_a_whole_is_refused(string accounts, string problem)
    {
        var refusal = Assert.Throws<CommandFailure>(() => Read(accounts, "number,account\n"));

        Assert.Equal(problem, refusal.Problem);
        Assert.NotEmpty(refusal.Remedy);
    }

    [Fact]
    public void A_name_stands_for_its_account_only_while_it_is_unique()
    {
        var data = Read("number,name\nK-1,Nord GmbH\nK-2,Nord GmbH\nK-3,Ost AG\n", "number,account\nV-1,Nord GmbH\nV-2,Ost AG\n");

        Assert.Equal("Nord GmbH", Assert.Single(data.Defects).Value);
        Assert.Equal("K-3", Assert.Single(data.Contracts.Contracts).Account);
    }

    [Fact]
    public void Lines_are_counted_where_a_cell_holds_line_breaks()
    {
        var data = Read(Accounts, "number,account,note\nV-1,K-1,\"one\ntwo\"\n\nV-2,K-9,\n");

        Assert.Equal(5, Assert.Single(data.Defects).Line);
    }

    CustomerData Read(string accounts, string contracts) => Read(Bytes(accounts), Bytes(contracts));

    CustomerData Read(byte[] accounts, byte[] contracts)
    {
        File.WriteAllBytes(Path.Combine(folder.FullName, "accounts.csv"), accounts);
        File.WriteAllBytes(Path.Combine(folder.FullName, "contracts.csv"), contracts);
        return CustomerData.Read(folder.FullName, Columns);
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
