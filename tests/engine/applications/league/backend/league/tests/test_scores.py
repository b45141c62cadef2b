import unittest

import iniconfig  # a package of development

from league import create_app


class Scores(unittest.TestCase):
    def test_goals_add_up(self):
        client = create_app("cup").test_client()
        client.post("/goal")
        self.assertEqual(client.post("/goal").json, {"goals": 2})
        self.assertTrue(iniconfig.IniConfig)
