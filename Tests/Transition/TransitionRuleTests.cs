using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using CsvHelper;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Transition;

namespace Offboarding.Tests.Transition;

public class TransitionRuleTests
{
    static readonly string[] Columns = ["off_name", "emailaddress1", "description"];

    static readonly Gen<string?> Cells = Gen.Char["aä,\"\r\n; \t€<&'=1"].Array[0, 8].Select(characters => characters.Length == 0 ? null : new string(characters));

    [Theory]
    [InlineData("2026-12-31", null, "2027-02-28", "2027-03-30", "2027-04-29", false)]
    [InlineData("2027-01-15", "2027-03-31", "2027-03-15", "2027-04-14", "2027-04-30", false)]     // the service ends earlier: retrieval counts from there
    [InlineData("2027-01-15", "2027-04-15", "2027-03-15", "2027-04-14", "2027-05-15", true)]      // Article 25(2)(a): a day too late
    public void R19_the_times_of_the_Data_Act_follow_from_the_notice(string received, string? end, string notice, string transition, string retrieval, bool late)
    {
        var times = SwitchingTimes.After(LocalDate.Parse(received), end is null ? null : LocalDate.Parse(end));

        Assert.Equal((notice, transition, retrieval, late), (times.LatestNoticeEnd.ToString(), times.LatestTransitionEnd.ToString(), times.RetrievalUntil.ToString(), times.IsTooLate));
        Assert.Equal(times.RetrievalUntil.PlusDays(1), times.EraseFrom);
    }

    [Fact]
    public void R19_whatever_the_data_hold_other_programs_read_the_same_from_CSV_and_JSON() =>
        Gen.Select(Cells, Cells, Cells).Array[0, 6].Sample(rows =>
        {
            var cells = rows.Select(row => new[] { row.Item1, row.Item2, row.Item3 }).ToArray();

            using var csv = new CsvReader(new StringReader(HandoverText.Csv(Columns, cells)), CultureInfo.InvariantCulture);
            var json = (JArray)JObject.Parse(HandoverText.Json("contact", Columns, cells))["rows"]!;

            Assert.True(csv.Read() && csv.ReadHeader());
            foreach (var row in cells)
            {
                Assert.True(csv.Read());
                Assert.Equal(row.Select(cell => cell ?? ""), Columns.Select(column => csv.GetField(column)));
            }

            Assert.False(csv.Read());
            Assert.Equal(cells, json.Select(item => Columns.Select(column => (string?)item[column]).ToArray()));
        });

    [Fact]
    public void R19_a_file_carries_the_hash_of_its_octets()
    {
        var octets = new byte[] { 0, 255, 17 };

        var text = HandoverFile.OfText("a.csv", "text/csv", 1, "Grüße");
        var document = HandoverFile.OfOctets("b.pdf", "application/pdf", Convert.ToBase64String(octets));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Grüße"))), text.Sha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(octets)), document.Sha256);
    }

    [Theory]
    [InlineData("Vertrag 2041.pdf", "001-Vertrag-2041.pdf")]
    [InlineData("../../etc/passwd", "001-etc-passwd")]
    [InlineData("Übergabe.docx", "001-bergabe.docx")]
    [InlineData("  ", "001-file")]
    [InlineData(null, "001-file")]
    public void A_file_of_the_package_has_a_name_that_every_file_system_takes(string? given, string name) => Assert.Equal(name, HandoverFile.SafeName(1, given));
}
