using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.SubjectRequests;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>How values of persons are compared.</summary>
public class PersonValuesTests
{
    [Theory]
    [InlineData("Ada.Needle@Example.ORG", "ada.needle@example.org")]
    [InlineData("  ada@example.org \t", "ada@example.org")]
    [InlineData("groß@straße.example", "gross@strasse.example")]
    [InlineData("Müller@example.org", "mueller@example.org")]
    [InlineData("Mu\u0308ller@example.org", "mueller@example.org")]       // u with a combining mark
    [InlineData("ａda@example.org", "ada@example.org")]                    // full-width letter: NFKC
    [InlineData("a\u200Bda@example.org", "ada@example.org")]              // pasted with a character without width
    [InlineData("ada+shop@example.org", "ada+shop@example.org")]          // a plus-tag may be another mailbox
    [InlineData("andré@example.org", "andré@example.org")]
    public void Addresses_that_mean_the_same_are_one(string typed, string compared) => Assert.Equal(compared, PersonValues.Email(typed));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("@")]
    [InlineData("ada@")]
    [InlineData("@example.org")]
    [InlineData("ada example.org")]
    [InlineData("ada needle@example.org")]
    public void What_is_no_address_is_never_compared(string? typed) => Assert.Null(PersonValues.Email(typed));

    [Fact]
    public void A_name_counts_only_with_both_parts_and_for_the_list_only_with_the_birth_date()
    {
        Assert.Equal(PersonValues.Name("JÖRG", "Weiß"), PersonValues.Name("Joerg", "weiss"));
        Assert.NotEqual(PersonValues.Name("Anna Maria", "Li"), PersonValues.Name("Anna", "Maria Li"));
        Assert.Null(PersonValues.Name("Ada", " "));
        Assert.Null(PersonValues.NameAndBirthDate("Ada", "Needle", null));
        Assert.NotEqual(
            PersonValues.NameAndBirthDate("Ada", "Needle", new LocalDate(1980, 1, 2)), PersonValues.NameAndBirthDate("Ada", "Needle", new LocalDate(1980, 2, 1)));
    }
}
