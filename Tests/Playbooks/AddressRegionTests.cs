using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboarding.Plugins.Playbooks;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Playbooks;

public class AddressRegionTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases =>
        ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Playbooks", "region-cases.csv"))
            .Select(row => new TheoryDataRow<string, string, string>(row["country"], row["state"], row["calendar"]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void R25_the_calendar_of_an_address_is_as_in_the_table(string country, string state, string calendar) =>
        Assert.Equal(calendar, AddressRegion.CalendarOf(country, state) ?? "");
}
