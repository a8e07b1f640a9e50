using System;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Web.App;
using LocalDataverse.Web.App.Screens;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.Web;

/// <summary>What a form does with what is typed, and which commands a command bar offers.</summary>
public sealed class AppRecordTests : IDisposable
{
    readonly SolutionEnvironment environment = new();

    AppUser User => new(environment.Local, environment.Local.AdministratorId);

    [Fact]
    public void What_was_typed_is_saved_and_read_again()
    {
        var (state, form) = Opened(environment.AddAccount("Nordlicht"));

        state.Type(state.Table.Column("telephone1"), "+49 40 1234");
        var wrong = state.Save(form);

        Assert.Null(wrong);
        Assert.False(state.IsDirty);
        Assert.Equal("+49 40 1234", environment.Administrator.Retrieve("account", state.Id!.Value, new ColumnSet("telephone1"))["telephone1"]);
    }

    [Fact]
    public void A_row_that_somebody_else_changed_is_not_overwritten_and_nothing_typed_is_lost()
    {
        var account = environment.AddAccount("Nordlicht");
        var (mine, form) = Opened(account);
        environment.Administrator.Update(new Entity("account", account) { ["telephone1"] = "theirs" });

        mine.Type(mine.Table.Column("telephone1"), "mine");
        var wrong = mine.Save(form);

        Assert.Contains("Somebody else changed this row meanwhile", wrong, StringComparison.Ordinal);
        Assert.Equal("mine", mine.Input(mine.Table.Column("telephone1")));
        Assert.Equal("theirs", environment.Administrator.Retrieve("account", account, new ColumnSet("telephone1"))["telephone1"]);
        Assert.Null(mine.Save(form));
        Assert.Equal("mine", environment.Administrator.Retrieve("account", account, new ColumnSet("telephone1"))["telephone1"]);
    }

    [Fact]
    public void A_refusal_of_the_server_is_told_in_its_words_and_what_was_typed_stays()
    {
        var (state, form) = Opened(environment.AddAccount("Nordlicht"));
        var long_ = new string('x', 5000);

        state.Type(state.Table.Column("name"), long_);
        var wrong = state.Save(form);

        Assert.NotNull(wrong);
        Assert.Equal(long_, state.Input(state.Table.Column("name")));
    }

    [Fact]
    public void A_number_that_is_none_stays_where_it_was_typed_with_how_to_write_it()
    {
        var user = new AppUser(environment.Local, AppPageTests.UserOf(environment, 1031));
        var state = new RecordState(user, user.Catalog.Table("off_contract"), id: null);
        var fee = state.Table.Column("off_monthlyfee");

        state.Type(fee, "viel");

        Assert.Equal("viel", state.Input(fee));
        Assert.Contains("1.234,50", state.Errors["off_monthlyfee"], StringComparison.Ordinal);
        state.Type(fee, "1.200,50");
        Assert.Empty(state.Errors);
        Assert.Equal(1200.5m, ((Money)state.Value(fee)!).Value);
    }

    [Fact]
    public void A_required_column_is_named_before_anything_is_sent()
    {
        var state = new RecordState(User, User.Catalog.Table("account"), id: null);
        var before = environment.Local.Requests.Count;

        var wrong = state.Save(StandardForm.MainForms(state.Table, state.User)[0]);

        Assert.Contains("Account Name is required", wrong, StringComparison.Ordinal);
        Assert.Equal(before, environment.Local.Requests.Count);
    }

    [Fact]
    public void A_list_pages_sorts_and_searches_with_one_request_a_page()
    {
        for (var i = 0; i < 120; i++) environment.AddAccount($"Customer {i:000}");
        var user = User;
        var view = GridLayout.PublicViews(user.Catalog.Table("account"), user).Single(one => one.Id is null);
        var before = environment.Local.Requests.Count;

        var first = view.Read(user, new GridPage { Sort = "name" });
        var second = view.Read(user, new GridPage(2) { Sort = "name", Cookie = first.PagingCookie });
        var found = view.Read(user, new GridPage { Search = "r 11" });

        Assert.Equal(3, environment.Local.Requests.Count - before);
        Assert.Equal((50, true, "Customer 000"), (first.Entities.Count, first.MoreRecords, first.Entities[0]["name"]));
        Assert.Equal((50, true, "Customer 050"), (second.Entities.Count, second.MoreRecords, second.Entities[0]["name"]));
        Assert.Equal(10, found.Entities.Count);
    }

    [Theory]
    [InlineData("<FormStateRule State=\"Existing\" />", true)]
    [InlineData("<FormStateRule State=\"Create\" />", false)]
    [InlineData("<FormStateRule State=\"Create\" InvertResult=\"true\" />", true)]
    [InlineData("<ValueRule Field=\"name\" Value=\"Nordlicht\" />", true)]
    [InlineData("<ValueRule Field=\"statecode\" Value=\"1\" />", false)]
    [InlineData("<ValueRule Field=\"telephone1\" Value=\"null\" />", true)]
    [InlineData("<EntityPrivilegeRule EntityName=\"off_offboardingcase\" PrivilegeType=\"Create\" PrivilegeDepth=\"Basic\" />", true)]
    [InlineData("<SelectionCountRule AppliesTo=\"SelectedEntity\" Minimum=\"1\" Maximum=\"1\" />", false)]
    [InlineData("<OrRule><Or><FormStateRule State=\"Create\" /></Or><Or><FormStateRule State=\"Existing\" /></Or></OrRule>", true)]
    [InlineData("<CrmClientTypeRule Type=\"Outlook\" />", false)]
    public void Declarative_rules_decide_whether_a_command_is_seen(string rule, bool seen)
    {
        var (allowed, unknown) = Judged(rule);

        Assert.Equal(seen, allowed);
        Assert.Empty(unknown);
    }

    [Fact]
    public void A_rule_that_is_not_known_is_named_and_not_guessed()
    {
        var (_, unknown) = Judged("<CustomRule FunctionName=\"f\" Library=\"$webresource:x.js\" />");

        Assert.Equal(["CustomRule"], unknown);
    }

    [Fact]
    public void The_account_form_offers_its_commands_in_both_languages()
    {
        var account = environment.AddAccount("Nordlicht");
        var row = environment.Administrator.Retrieve("account", account, new ColumnSet("name", "statecode"));

        foreach (var (language, label) in new[] { (1033, "End relationship"), (1031, "Beziehung beenden") })
        {
            var user = new AppUser(environment.Local, AppPageTests.UserOf(environment, language));
            var button = new CommandBar(user, new CommandState(CommandPlace.Form, "account") { Row = row }).Buttons().Single(one => one.Label == label);

            Assert.Empty(button.UnknownRules);
            Assert.Equal("Offboarding.Commands.endFromForm", button.Call.Function);
            Assert.Contains("off_/js/commands.js", button.Call.Libraries);
        }
    }

    [Fact]
    public void Every_rule_of_every_command_of_the_solution_is_known()
    {
        foreach (var table in environment.Local.Screens.Commands.Keys)
        {
            foreach (var place in Enum.GetValues<CommandPlace>())
            {
                var buttons = new CommandBar(User, new CommandState(place, table) { Selected = 1, Row = new Entity(table) }).Buttons();

                Assert.All(buttons, button => Assert.Empty(button.UnknownRules));
            }
        }
    }

    (bool Allowed, System.Collections.Generic.IReadOnlyList<string> Unknown) Judged(string rule)
    {
        var ribbon = XElement.Parse($"""<RibbonDiffXml><RuleDefinitions><DisplayRules /><EnableRules><EnableRule Id="r">{rule}</EnableRule></EnableRules></RuleDefinitions></RibbonDiffXml>""");
        var rules = new CommandRules(User, new CommandState(CommandPlace.Form, "account") { Row = new Entity("account") { ["name"] = "Nordlicht", ["statecode"] = new OptionSetValue(0) } }, ribbon);
        return (rules.AllowCommand(XElement.Parse("""<CommandDefinition Id="c"><EnableRules><EnableRule Id="r" /></EnableRules></CommandDefinition>""")), rules.Unknown);
    }

    (RecordState State, FormLayout Form) Opened(Guid account)
    {
        var user = User;
        var state = new RecordState(user, user.Catalog.Table("account"), account);
        var form = StandardForm.MainForms(state.Table, user)[0];
        state.Load(form.Columns);
        return (state, form);
    }

    /// <inheritdoc/>
    public void Dispose() => environment.Dispose();
}
